/**
 * @file Weights with a ceiling.
 */
import { expectWeights } from "./expectWeights";

/**
 * Weights cut at a highest value: some bias for less variance.
 *
 *     min(w_i, c)
 *
 * Source:  truncated importance sampling, Ionides 2008, p. 295; Kuo et al. 2025 do not clip, and neither does
 *          any loss here unless this function is called.
 * Differs: nothing.
 *
 * @param weights at least one number from 0, with a positive sum
 * @param highest c, above 0
 * @returns one weight per example; [1, 2] for [1, 7] and 2
 * @throws RangeError if weights are no weights, or highest is not above 0
 */
export function clipWeights(weights: ArrayLike<number>, highest: number): number[] {
  expectWeights("clipWeights", weights);
  if (!(highest > 0)) throw new RangeError(`clipWeights: highest is ${highest}, expected a number above 0`);
  return Array.from(weights, (weight) => Math.min(weight, highest));
}
