/** @file Expectations over the exact world: of quantities that are exact for each text, over sampled texts. */
import type { Random } from "../../random/stream";
import type { WorldDistribution } from "./worldDistribution";

/** A mean over independent texts. */
export interface Expectation {
  mean: number;
  /** Standard deviation over the texts, divided by the square root of their number. */
  standardError: number;
}

/**
 * The accuracy of the best possible classifier.
 *
 *     E_P(x) max_y P(y | x)
 *
 * Its error is smaller than that of counting right answers, as the chance of being right is known for each text.
 */
export function bayesAccuracy(of: WorldDistribution, count: number, random: Random): Expectation {
  return expectation(of, count, random, (text) => Math.max(...of.posterior(text)));
}

/**
 * How uncertain the label remains when the text is known.
 *
 *     H(P) = E_P(x) Σ_y -P(y | x) log P(y | x), in nats
 *
 * Source:  Kuo et al. 2025, Section 3.2.
 * Differs: exact for each text, where the paper fits a model.
 */
export function conditionalEntropy(of: WorldDistribution, count: number, random: Random): Expectation {
  return expectation(of, count, random, (text) => {
    const logs = of.labels.map((label) => of.logPosterior(text, label));
    return sumOver(logs, (log) => -Math.exp(log) * log);
  });
}

/**
 * How much longer the labels of one distribution become, coded with the posterior of another.
 *
 *     KL(P || Q) = E_P(x) Σ_y P(y | x) (log P(y | x) - log Q(y | x)), in nats
 *
 * Source:  Kuo et al. 2025, Section 3.2.
 * Differs: exact for each text, where the paper fits models.
 *
 * Where Q(y | x) is 0 but for broken sentences, as without label noise, the mean is finite but without meaning.
 *
 * @returns 0 from a distribution to itself
 */
export function conditionalDivergence(
  from: WorldDistribution,
  to: WorldDistribution,
  count: number,
  random: Random,
): Expectation {
  return expectation(from, count, random, (text) => {
    return sumOver([...from.labels], (label) => {
      const log = from.logPosterior(text, label);
      return Math.exp(log) * (log - to.logPosterior(text, label));
    });
  });
}

function expectation(
  of: WorldDistribution,
  count: number,
  random: Random,
  value: (text: string) => number,
): Expectation {
  if (!Number.isSafeInteger(count) || count < 2) {
    throw new RangeError(`expectation: count is ${count}, expected a whole number from 2`);
  }
  const values = of.sample(count, random).map(({ text }) => value(text));
  const mean = sumOver(values, (one) => one) / count;
  const variance = sumOver(values, (one) => (one - mean) ** 2) / (count - 1);
  return { mean, standardError: Math.sqrt(variance / count) };
}

function sumOver<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
