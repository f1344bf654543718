/**
 * @file A linear map with bias.
 */

import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";

/**
 * y = x Wᵀ + b over the last axis, with W and b at `name`.weight and `name`.bias.
 *
 * @param x shape [..., inputs]
 * @returns shape [..., outputs]
 */
export function linear(params: Params, name: string, x: tf.Tensor): tf.Tensor {
  const weight = params[`${name}.weight`] as tf.Tensor2D;
  const [outputs, inputs] = weight.shape;
  // One matrix product over all rows is faster than one for each text.
  const rows = tf.matMul(tf.reshape(x, [-1, inputs]), weight, false, true);
  return tf.reshape(tf.add(rows, params[`${name}.bias`]), [...x.shape.slice(0, -1), outputs]);
}
