/**
 * @file One vector for a text from the states of its tokens.
 */
import { tf } from "../engine/tensorflow";

/**
 * The mean of the states of a text's tokens, special ones included, padding left out.
 *
 * @param hidden shape [B, T, D]
 * @param mask shape [B, T]
 * @returns shape [B, D]
 */
export function meanPool(hidden: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor2D {
  const [rows, length, size] = hidden.shape;
  return tf.tidy(() => {
    // [B, 1, T] times [B, T, D]: the masked sum without a masked copy of the states.
    const sums = tf.matMul(tf.reshape(mask, [rows, 1, length]), hidden);
    return tf.div(tf.reshape(sums, [rows, size]), tf.sum(mask, 1, true));
  });
}

/**
 * The state of a text's first token, BERT's [CLS].
 *
 * @param hidden shape [B, T, D]
 * @returns shape [B, 1, D]
 */
export function firstToken(hidden: tf.Tensor3D): tf.Tensor3D {
  const [rows, , size] = hidden.shape;
  return tf.slice(hidden, [0, 0, 0], [rows, 1, size]);
}

/**
 * Each row brought to length 1, so that a dot product is a cosine.
 *
 * @param vectors shape [B, D]
 */
export function unitLength(vectors: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.div(vectors, tf.sqrt(tf.sum(tf.square(vectors), 1, true))));
}
