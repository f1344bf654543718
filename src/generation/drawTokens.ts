/** @file Draws one entry of each row by numbers from [0, 1) that the caller drew. */
import { takeAlong } from "../engine/ops/takeAlong";
import { tf } from "../engine/tensorflow";

/**
 * One index for each row, in proportion to softmax(logits).
 *
 * The row is cut into √V blocks. The first number picks a block by its probability, the second an entry by its
 * probability within the block: each by the inverse of its cumulative sum. So two numbers serve a vocabulary of any
 * width, sums are short enough for float32, and a row's result depends on its own numbers only.
 *
 * Source:  Devroye 1986, Chapter III, Section 2.1 (inversion by sequential search).
 * Differs: in two stages.
 *
 * @param logits shape [B, V]; -Infinity is never drawn
 * @param uniforms shape [B, 2], in [0, 1)
 * @returns int32, shape [B]
 */
export function drawTokens(logits: tf.Tensor2D, uniforms: tf.Tensor2D): tf.Tensor1D {
  const [rows, width] = logits.shape;
  const size = Math.ceil(Math.sqrt(width));
  const count = Math.ceil(width / size);
  return tf.tidy(() => {
    const weights = tf.exp(tf.sub(logits, tf.max(logits, 1, true))) as tf.Tensor2D;
    const whole =
      count * size === width
        ? weights
        : tf.pad(weights, [
            [0, 0],
            [0, count * size - width],
          ]);
    const blocks = tf.reshape(whole, [rows, count, size]);
    const [first, second] = tf.split(uniforms, 2, 1) as tf.Tensor2D[];
    const block = invert(tf.sum(blocks, 2) as tf.Tensor2D, first);
    const place = invert(tf.reshape(takeAlong(blocks, block), [rows, size]), second);
    return tf.reshape(tf.add(tf.mul(block, tf.scalar(size, "int32")), place), [rows]) as tf.Tensor1D;
  });
}

/** The first entry at whose end the cumulative sum is above u times the whole, int32 [B, 1]; its weight is above 0. */
function invert(weights: tf.Tensor2D, uniform: tf.Tensor2D): tf.Tensor2D {
  const cumulative = tf.cumsum(weights, 1);
  const whole = tf.slice(cumulative, [0, weights.shape[1] - 1], [-1, 1]);
  const passed = tf.lessEqual(cumulative, tf.mul(whole, uniform));
  return tf.sum(tf.cast(passed, "int32"), 1, true) as tf.Tensor2D;
}
