/**
 * @file How many equally weighted examples a weighted set is worth.
 */
import { expectWeights } from "./expectWeights";

/**
 * The number of examples of equal weight whose mean would vary as much.
 *
 *     n_eff = (Σ w_i)² / Σ w_i²
 *
 * Source:  Kish 1965, Section 11.7; not in Kuo et al. 2025.
 * Differs: nothing.
 *
 * @param weights at least one number from 0, with a positive sum
 * @returns from 1 to the number of weights: 3 for [2, 2, 2], 1.8 for [1, 2]
 * @throws RangeError if weights is empty, has a number below 0 or not finite, or sums to 0
 */
export function effectiveSampleSize(weights: ArrayLike<number>): number {
  const { sum, largest } = expectWeights("effectiveSampleSize", weights);
  let squares = 0;
  // Measured against the largest weight, so that no square overflows or vanishes.
  for (let i = 0; i < weights.length; i++) squares += (weights[i] / largest) ** 2;
  return (sum / largest) ** 2 / squares;
}
