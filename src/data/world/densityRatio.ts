/** @file The exact weights that importance weighting approximates. */
import type { WorldDistribution } from "./worldDistribution";

/**
 * How much more likely a label is in the real world than in the generated one, given the text.
 *
 *     log P(y | x) - log Q(y | x)
 *
 * Source:  Kuo et al. 2025, Eq. 4, of which the weight of Eq. 6 is an estimate by two fitted checkers.
 * Differs: exact, as P and Q are known.
 *
 * @returns a finite number in nats; 0 where the two agree
 */
export function logPosteriorRatio(
  real: WorldDistribution,
  generated: WorldDistribution,
  text: string,
  label: string,
): number {
  return real.logPosterior(text, label) - generated.logPosterior(text, label);
}

/**
 * How much more likely a labelled text is in the real world than in the generated one.
 *
 *     log P(x, y) - log Q(x, y)
 *
 * It equals `logPosteriorRatio` where P(x) = Q(x), which Kuo et al. 2025, Section 3.3, assume of a generator.
 *
 * @returns a finite number in nats; 0 where the two agree
 */
export function logJointRatio(
  real: WorldDistribution,
  generated: WorldDistribution,
  text: string,
  label: string,
): number {
  return real.logProb(text, label) - generated.logProb(text, label);
}
