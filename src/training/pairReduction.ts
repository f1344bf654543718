/**
 * @file From losses of pairs to one number: the two readings of a weighted mean.
 */
import type { tf } from "../engine/tensorflow";
import { batchMean, weightedMean } from "../losses/reduce";
import { utilityDpoLoss } from "../losses/utilityDpoLoss";

/** A mean over the pairs of a batch that can also be taken part by part. */
export interface PairReduction {
  /** From losses and weights, shape [P] each, to a scalar. */
  mean(losses: tf.Tensor, weights: tf.Tensor): tf.Scalar;
  /** What a part counts by, among the parts of its batch. */
  size(weights: readonly number[]): number;
}

/**
 * The mean over the pairs, whatever their weights: small weights make a small gradient.
 *
 * Not a small step: AdamW divides a gradient by its own usual size, and a factor that all weights share is left only
 * where gradients are clipped, and beside epsilon. What weights change is how hard a pair pulls beside the others.
 *
 *     (1 / P) Σ w_i L_i
 *
 * Source:  U-DPO paper, Eq. 6, with the mean over pairs that DPO has.
 * Differs: nothing known; the paper does not say what it divides by.
 */
export const overPairs: PairReduction = {
  mean: (losses, weights) => batchMean(utilityDpoLoss(losses, weights)),
  size: (weights) => weights.length,
};

/**
 * The mean in proportion to the weights: only their ratios count.
 *
 *     Σ w_i L_i / Σ w_i
 *
 * Source:  ours, a control: with it, weighting does not change the size of the gradient, whatever the optimizer.
 * Differs: from `overPairs` by the factor mean(w) of the batch.
 */
export const overWeights: PairReduction = {
  mean: weightedMean,
  size: (weights) => weights.reduce((sum, weight) => sum + weight, 0),
};
