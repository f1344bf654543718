/** @file Tokens that are not too unlikely beside the likeliest. */
import { tf } from "../engine/tensorflow";

/**
 * The logits, with -Infinity where a token's probability is below a share of the likeliest token's.
 *
 *     keep v where p_v ≥ s max p
 *
 * Source:  Nguyen et al. 2024, Section 3, Algorithm "min-p".
 * Differs: nothing.
 *
 * @param logits shape [B, V]
 * @param share s, a scalar in (0, 1]
 * @returns shape [B, V]
 */
export function minP(logits: tf.Tensor2D, share: tf.Scalar): tf.Tensor2D {
  return tf.tidy(() => {
    const least = tf.add(tf.max(logits, 1, true), tf.log(share));
    return tf.where(tf.greaterEqual(logits, least), logits, Number.NEGATIVE_INFINITY);
  });
}
