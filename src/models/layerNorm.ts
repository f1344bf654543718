/**
 * @file Layer normalisation, with its gradient in closed form.
 */

import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";

/**
 * Each row brought to mean 0 and variance 1, then scaled and shifted by learned weights.
 *
 *     y = γ (x - mean(x)) / sqrt(var(x) + ε) + β
 *
 * Source:  Ba, Kiros and Hinton 2016, Eq. 4, over the last axis; var divides by the count.
 * Differs: nothing.
 *
 * @param params holds γ at `name`.weight and β at `name`.bias, shape [size]
 * @param x shape [..., size]
 * @returns shape of x
 */
export function layerNorm<Input extends tf.Tensor>(
  params: Params,
  name: string,
  x: Input,
  epsilon: number,
): Input {
  return normalise(x, params[`${name}.weight`], params[`${name}.bias`], epsilon) as Input;
}

function normalise(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor {
  const withGradient = tf.customGrad((x, weight, bias, save) => {
    const centred = tf.sub(x as tf.Tensor, tf.mean(x as tf.Tensor, -1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const normal = tf.mul(centred, inverse);
    (save as tf.GradSaveFunc)([normal, inverse, weight as tf.Tensor]);
    return {
      value: tf.add(tf.mul(normal, weight as tf.Tensor), bias as tf.Tensor),
      gradFunc: (dy, saved) => gradients(dy as tf.Tensor, saved as tf.Tensor[]),
    };
  });
  return withGradient(x, weight, bias);
}

/** With n the normalised row and g = γ dy:  dx = (g - mean(g) - n mean(g n)) / sqrt(var + ε), dγ = Σ dy n, dβ = Σ dy. */
function gradients(dy: tf.Tensor, [normal, inverse, weight]: tf.Tensor[]): tf.Tensor[] {
  const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
  const scaled = tf.mul(dy, weight);
  const along = tf.mul(normal, tf.mean(tf.mul(scaled, normal), -1, true));
  const dx = tf.mul(inverse, tf.sub(tf.sub(scaled, tf.mean(scaled, -1, true)), along));
  return [dx, tf.sum(tf.mul(dy, normal), rows), tf.sum(dy, rows)];
}
