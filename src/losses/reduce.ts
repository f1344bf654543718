/**
 * @file From one loss per example to one number: two means that differ when weights do not average to one.
 */
import { tf } from "../engine/tensorflow";
import { shapeText } from "./expectShapes";

/**
 * The mean over the examples of the batch, whatever weights their losses carry.
 *
 *     (1 / B) Σ L_i
 *
 * Source:  Kuo et al. 2025, Eq. 1, 2, 6 and 9: all divide by the number of examples.
 * Differs: nothing.
 *
 * @param losses one number per example, shape [B], B above 0
 * @returns a scalar in the losses' unit; 2 for [1, 3]
 * @throws RangeError if losses is not one number per example
 */
export function batchMean(losses: tf.Tensor): tf.Scalar {
  expectVector("batchMean", "losses", losses);
  return tf.tidy(() => tf.mean(losses) as tf.Scalar);
}

/**
 * The mean of the losses in proportion to the weights.
 *
 *     Σ w_i L_i / Σ w_i
 *
 * Source:  ours, after self-normalised importance sampling (Hesterberg 1995); not in Kuo et al. 2025.
 * Differs: from `batchMean` of w L by the factor mean(w): weights that are large or small all over do not change the
 *          gradient. For AdamW, which divides by the gradient's own size, the two are nearly one.
 *
 * @param losses losses before any weight, shape [B]
 * @param weights numbers from 0 with a positive sum, shape [B]
 * @returns a scalar in the losses' unit; 2.5 for losses [1, 3] and weights [1, 3]
 * @throws RangeError if the shapes are not the same [B]
 */
export function weightedMean(losses: tf.Tensor, weights: tf.Tensor): tf.Scalar {
  expectVector("weightedMean", "losses", losses);
  if (shapeText(weights) !== shapeText(losses)) {
    throw new RangeError(
      `weightedMean: weights has shape ${shapeText(weights)}, expected ${shapeText(losses)} like losses`,
    );
  }
  return tf.tidy(() => tf.div(tf.sum(tf.mul(weights, losses)), tf.sum(weights)) as tf.Scalar);
}

function expectVector(caller: string, name: string, values: tf.Tensor): void {
  if (values.rank === 1 && values.shape[0] > 0) return;
  throw new RangeError(
    `${caller}: ${name} has shape ${shapeText(values)}, expected [batch] with batch above 0`,
  );
}
