/**
 * @file The weights of DIMP-Loss at one moment of training, as numbers: Kuo et al. 2025, Section 4.2.
 */
import { ratios } from "./ratios";

/**
 * How much more the real world believes each label than the model does now.
 *
 *     w_i = P'(y_i | x_i) / p(y_i | x_i; θ_t)
 *
 * `dimpLoss` computes the same inside the training step; this function is for looking at them.
 *
 * Source:  Kuo et al. 2025, Eq. 9; drawn over epochs in Figure 7.
 * Differs: nothing; computed as exp(log P' - log p).
 *
 * @param logQuality log P'(y | x) of each example, in nats, from the quality checker
 * @param logModel log p(y | x; θ_t) of each example, in nats, from the model that is trained
 * @returns one weight above 0 per example; 1 where checker and model agree, 0.5 for P' = 0.25 and p = 0.5
 * @throws RangeError if the lengths differ, a logarithm is above 0 or not a number, or a weight is not finite
 */
export function dimpWeights(logQuality: ArrayLike<number>, logModel: ArrayLike<number>): number[] {
  return ratios("dimpWeights", { logQuality }, { logModel });
}
