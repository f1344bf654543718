/**
 * @file The logistic loss, which every loss on preference pairs but one ends in.
 */
import { tf } from "../engine/tensorflow";

/**
 * How much it costs to hold a true statement for true with the log-odds z.
 *
 *     -log σ(z) = log(1 + e^-z)
 *
 * Through softplus, which neither overflows nor loses its digits for large z; the gradient is -σ(-z).
 *
 * @param logOdds z, any shape
 * @returns nats, the same shape; log 2 = 0.6931 for 0
 */
export function negativeLogSigmoid(logOdds: tf.Tensor): tf.Tensor {
  return tf.softplus(tf.neg(logOdds));
}
