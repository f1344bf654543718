/**
 * @file Rotary positions: features of queries and keys turn with the place of their token (Su et al. 2021).
 */
import { tf } from "../engine/tensorflow";
import { type RotarySettings, rotaryAngles } from "./rotarySettings";

/** Cosines and sines of all tokens' angles, each of shape [B, 1, T, size / 2]. */
export type RotaryTables = { cos: tf.Tensor; sin: tf.Tensor };

/**
 * The tables for tokens at these positions.
 *
 * @param positions int32, shape [B, T]
 */
export function rotaryTables(settings: RotarySettings, positions: tf.Tensor2D): RotaryTables {
  const { frequencies, amplitude } = rotaryAngles(settings);
  const [rows, length] = positions.shape;
  const places = tf.reshape(tf.cast(positions, "float32"), [rows, 1, length, 1]);
  const angles = tf.mul(places, tf.tensor1d(frequencies));
  const table = (values: tf.Tensor) => (amplitude === 1 ? values : tf.mul(values, amplitude));
  return { cos: table(tf.cos(angles)), sin: table(tf.sin(angles)) };
}

/**
 * Turns each pair of features (i, i + size / 2) by its angle; features from `size` on stay as they are.
 *
 *     (a, b) → (a cos φ - b sin φ, b cos φ + a sin φ)
 *
 * Source:  Su et al. 2021, Eq. 34.
 * Differs: pairs are half the features apart instead of neighbours, as in transformers' weights.
 *
 * @param x shape [B, heads, T, width]
 * @returns the shape of x, with the same length of each pair
 */
export function rotate(x: tf.Tensor, { cos, sin }: RotaryTables): tf.Tensor {
  const turned = 2 * cos.shape[3]!;
  const rest = x.shape[3]! - turned;
  if (rest === 0) return rotateAll(x, cos, sin);
  const [moving, still] = tf.split(x, [turned, rest], 3);
  return tf.concat([rotateAll(moving, cos, sin), still], 3);
}

/** The gradient of a turn is the turn back. */
function rotateAll(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor {
  return tf.customGrad((input, save) => {
    (save as tf.GradSaveFunc)([cos, sin]);
    return {
      value: turn(input as tf.Tensor, cos, sin),
      gradFunc: (dy: tf.Tensor, [cos, sin]: tf.Tensor[]) => turn(dy, cos, tf.neg(sin)),
    };
  })(x);
}

function turn(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor {
  const [a, b] = tf.split(x, 2, 3);
  return tf.concat([tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(b, cos), tf.mul(a, sin))], 3);
}
