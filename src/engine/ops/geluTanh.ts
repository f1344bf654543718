/** @file The Gaussian error linear unit with a tanh in place of the error function: Hendrycks and Gimpel 2016. */
import { tf } from "../tensorflow";

const outer = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/**
 * `gelu` by an approximation that is off by at most 0.0005: what Gemma's gates use.
 *
 *     y = x (1 + tanh u) / 2,  u = √(2/π) (x + 0.044715 x³)
 *
 * Source:  Hendrycks and Gimpel 2016, Section 2, the approximation.
 * Differs: nothing
 *
 * @returns the shape of x; geluTanh(1) = 0.8412
 */
export function geluTanh<Tensor extends tf.Tensor>(x: Tensor): Tensor {
  return tf.customGrad((input, save) => {
    const z = input as tf.Tensor;
    const bend = z.square().mul(cubic).add(1).mul(z).mul(outer).tanh();
    (save as tf.GradSaveFunc)([z, bend]);
    return {
      value: bend.add(1).mul(z).mul(0.5),
      gradFunc: (dy: tf.Tensor, [z, bend]: tf.Tensor[]) => dy.mul(slope(z, bend)),
    };
  })(x) as Tensor;
}

/** dy/dx = (1 + t) / 2 + x (1 - t²) u' / 2,  t = tanh u,  u' = √(2/π) (1 + 3 · 0.044715 x²) */
function slope(x: tf.Tensor, bend: tf.Tensor): tf.Tensor {
  const steepness = x
    .square()
    .mul(3 * cubic)
    .add(1)
    .mul(0.5 * outer);
  const rise = tf.sub(1, bend.square()).mul(steepness).mul(x);
  return bend.add(1).mul(0.5).add(rise);
}
