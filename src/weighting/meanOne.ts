/**
 * @file Weights of the same proportions whose mean is one.
 */
import { expectWeights } from "./expectWeights";

/**
 * Weights divided by their mean: who counts more stays, the size of the whole does not.
 *
 *     w_i / ((1 / N) Σ w_j)
 *
 * Source:  ours, a control: Kuo et al. 2025 do not normalise.
 * Differs: from training with the weights as they are by one factor on the whole loss. AdamW divides a gradient by
 *          its own usual size and takes that factor out again; what is left of it are the clipping of long gradients
 *          and epsilon. Only for an optimizer whose steps are as long as gradients does this control the step.
 *
 * @param weights at least one number from 0, with a positive sum
 * @returns one weight per example, mean 1; [0.5, 1.5] for [1, 3]
 * @throws RangeError if weights is empty, has a number below 0 or not finite, or sums to 0
 */
export function meanOne(weights: ArrayLike<number>): number[] {
  const { sum } = expectWeights("meanOne", weights);
  return Array.from(weights, (weight) => (weight * weights.length) / sum);
}
