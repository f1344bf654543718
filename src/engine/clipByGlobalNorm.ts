/** @file Clipping gradients by the norm of all of them together: Pascanu et al. 2013, Algorithm 1. */

import { tf } from "./tensorflow";
import type { Params } from "./tensorTree";

/**
 * Scales all gradients by one factor so that their joint norm is at most `maxNorm`.
 *
 *     g ← g min(1, c / (‖g‖ + 1e-6)),  ‖g‖² = Σ over all parameters of the squared elements
 *
 * Source:  Pascanu et al. 2013, Algorithm 1.
 * Differs: 1e-6 is added to the norm, as in PyTorch's `clip_grad_norm_`.
 *
 * @returns the clipped gradients, and the norm before clipping
 * @throws RangeError if `maxNorm` is not above 0, or there are no gradients
 */
export function clipByGlobalNorm(gradients: Params, maxNorm: number): { gradients: Params; norm: tf.Scalar } {
  if (!(maxNorm > 0))
    throw new RangeError(`clipByGlobalNorm: maxNorm is ${maxNorm}, expected a number above 0`);
  if (Object.keys(gradients).length === 0) {
    throw new RangeError("clipByGlobalNorm: gradients are empty, expected one or more");
  }
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
    const norm = tf.addN(squares).sqrt() as tf.Scalar;
    const factor = tf.minimum(1, tf.div(maxNorm, norm.add(1e-6)));
    const clipped = Object.entries(gradients).map(([name, gradient]) => [name, gradient.mul(factor)]);
    return { gradients: Object.fromEntries(clipped) as Params, norm };
  });
}
