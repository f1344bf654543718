/** @file The exact weights that importance weighting approximates. */
import type { WorldDistribution } from "./distribution";

/**
 * How much more likely a label is in the real world than in the generated one, given the text.
 *
 *     log P(y | x) - log Q(y | x)
 *
 * Source:  IMP-Loss, Eq. 4 to 6: the weight of which P'(y|x) / Q(y|x) by fitted checkers is an estimate.
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
 * It equals `logPosteriorRatio` where P(x) = Q(x), which IMP-Loss assumes of a generator.
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
