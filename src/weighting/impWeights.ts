/**
 * @file The weights of IMP-Loss as numbers: Kuo et al. 2025, Algorithm 1, Step 3.
 */
import { ratios } from "./ratios";

/**
 * How much more the real world believes each label than the synthetic world does.
 *
 *     w_i = P'(y_i | x_i) / Q(y_i | x_i)
 *
 * Source:  Kuo et al. 2025, Eq. 6 and Algorithm 1, Step 3.
 * Differs: nothing; computed as exp(log P' - log Q).
 *
 * @param logQuality log P'(y | x) of each example, in nats, from the quality checker
 * @param logDiversity log Q(y | x) of each example, in nats, from the diversity checker
 * @returns one weight above 0 per example; 1 where the checkers agree, 2 for P' = 0.9 and Q = 0.45
 * @throws RangeError if the lengths differ, a logarithm is above 0 or not a number, or a weight is not finite
 */
export function impWeights(logQuality: ArrayLike<number>, logDiversity: ArrayLike<number>): number[] {
  return ratios("impWeights", { logQuality }, { logDiversity });
}
