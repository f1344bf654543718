/** @file Passes values and no gradient. */
import { tf } from "../tensorflow";

/**
 * The same values, through which no gradient flows.
 *
 *     y = x,  dy/dx = 0
 */
export function stopGradient<Tensor extends tf.Tensor>(x: Tensor): Tensor {
  return tf.customGrad((input) => ({
    value: (input as tf.Tensor).clone(),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(x) as Tensor;
}
