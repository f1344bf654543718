/**
 * @file Weights of the same proportions whose mean is one.
 */
import { expectWeights } from "./expectWeights";

/**
 * Weights divided by their mean: who counts more stays, the size of the step does not change.
 *
 *     w_i / ((1 / N) Σ w_j)
 *
 * Source:  ours, a control: Kuo et al. 2025 do not normalise.
 * Differs: with unnormalised weights that are mostly below 1, training also takes smaller steps.
 *
 * @param weights at least one number from 0, with a positive sum
 * @returns one weight per example, mean 1; [0.5, 1.5] for [1, 3]
 * @throws RangeError if weights is empty, has a number below 0 or not finite, or sums to 0
 */
export function meanOne(weights: ArrayLike<number>): number[] {
  const { sum } = expectWeights("meanOne", weights);
  return Array.from(weights, (weight) => (weight * weights.length) / sum);
}
