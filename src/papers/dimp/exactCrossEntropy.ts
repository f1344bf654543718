/**
 * @file What the mean of a loss over N texts converges to, and how fast: Kuo et al. 2025, Eq. 1 and 3.
 */
import type { WorldDistribution, WorldText } from "../../data/world/worldDistribution";
import { mean } from "../../statistics/mean";

/**
 * -log p(y | x) of each text's label, for a model that is the true posterior of a distribution.
 *
 * Source:  Kuo et al. 2025, Eq. 1, inside the sum.
 * Differs: the model is exact: no other one has a lower expectation over texts of the same distribution.
 *
 * @returns one number per text, in nats
 */
export function surprises(model: WorldDistribution, texts: readonly WorldText[]): number[] {
  return texts.map(({ text, label }) => -model.logPosterior(text, label));
}

/**
 * The same in the mean over the labels of each text, which are those of another distribution: no label is drawn.
 *
 *     Σ_y P_of(y | x) (-log P_model(y | x))
 *
 * Source:  Kuo et al. 2025, Eq. 1, the expectation over y.
 * Differs: nothing.
 */
export function expectedSurprises(
  of: WorldDistribution,
  model: WorldDistribution,
  texts: readonly string[],
): number[] {
  return texts.map((text) => {
    const wanted = of.posterior(text);
    return wanted.reduce((sum, p, label) => sum - p * model.logPosterior(text, of.labels[label]), 0);
  });
}

/**
 * How far means over `size` examples lie from a limit: root mean square over disjoint sets of that size.
 *
 * @returns 1 for values [0, 2], size 1 and limit 1; 0 for size 2
 * @throws RangeError if size is not a whole number from 1 to the number of values
 */
export function rmsDeviation(values: readonly number[], size: number, limit: number): number {
  if (!Number.isSafeInteger(size) || size < 1 || size > values.length) {
    throw new RangeError(
      `rmsDeviation: size is ${size}, expected a whole number from 1 to ${values.length} like the values`,
    );
  }
  const sets = Math.floor(values.length / size);
  const squares = Array.from({ length: sets }, (_, set) => {
    return (mean(values.slice(set * size, (set + 1) * size)) - limit) ** 2;
  });
  return Math.sqrt(mean(squares));
}

/**
 * The power of N by which deviations fall: the slope of a straight line through log deviation over log N.
 *
 * @returns -0.5 for means of independent draws of finite variance
 * @throws RangeError if there are fewer than 2 different sizes, or a number is not above 0
 */
export function fallingPower(sizes: readonly number[], deviations: readonly number[]): number {
  const [x, y] = [sizes, deviations].map((numbers) => numbers.map(logOf));
  if (x.length !== y.length || new Set(x).size < 2) {
    throw new RangeError(
      `fallingPower: sizes are ${sizes.join(", ")}, expected 2 different ones, each with a deviation`,
    );
  }
  const [meanX, meanY] = [mean(x), mean(y)];
  const product = mean(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  return product / mean(x.map((value) => (value - meanX) ** 2));
}

function logOf(value: number): number {
  if (value > 0 && value < Infinity) return Math.log(value);
  throw new RangeError(`fallingPower: number is ${value}, expected a finite one above 0`);
}
