/** @file Makes tokens that were seen before less likely. */
import { takeAlong } from "../engine/ops/takeAlong";
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";

/**
 * The logits with those of seen tokens lowered: z / r where z is above 0, else z r.
 *
 * Source:  Keskar et al. 2019, Section 4.1.
 * Differs: negative logits are multiplied, as in transformers; the paper divides them too, which would raise them.
 *
 * @param logits shape [B, V]
 * @param seen int32, shape [B, n]: the tokens of prompt and text so far; one may come more than once
 * @param penalty r, a scalar above 0; 1 changes nothing
 * @returns shape [B, V]
 */
export function repetitionPenalty(logits: tf.Tensor2D, seen: tf.Tensor2D, penalty: tf.Scalar): tf.Tensor2D {
  const [rows, count] = seen.shape;
  return tf.tidy(() => {
    const before = takeAlong(logits, seen);
    const after = tf.where(tf.less(before, 0), tf.mul(before, penalty), tf.div(before, penalty));
    const numbers = tf.reshape(tf.range(0, rows, 1, "int32"), [rows, 1]);
    const rowOf = tf.add(numbers, tf.zerosLike(seen));
    const places = tf.stack([rowOf, seen], 2);
    // A token that was seen twice is written twice, with the same number.
    return rawOp("TensorScatterUpdate", [
      logits,
      tf.reshape(places, [rows * count, 2]),
      tf.reshape(after, [rows * count]),
    ])[0] as tf.Tensor2D;
  });
}
