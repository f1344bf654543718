/** @file The Gaussian error linear unit: Hendrycks and Gimpel 2016. */
import { tf } from "../tensorflow";

/**
 * x where it is large, 0 where it is small, smooth in between: what BERT's layers use.
 *
 *     y = x Φ(x) = x (1 + erf(x / √2)) / 2
 *
 * Source:  Hendrycks and Gimpel 2016, Section 2, the exact form.
 * Differs: nothing
 *
 * @returns the shape of x; gelu(1) = 0.8413
 */
export function gelu<Tensor extends tf.Tensor>(x: Tensor): Tensor {
  return tf.customGrad((input, save) => {
    const z = input as tf.Tensor;
    (save as tf.GradSaveFunc)([z]);
    return {
      value: z.mul(normalCumulative(z)),
      gradFunc: (dy: tf.Tensor, [z]: tf.Tensor[]) => dy.mul(slope(z)),
    };
  })(x) as Tensor;
}

/** dy/dx = Φ(x) + x φ(x) */
function slope(x: tf.Tensor): tf.Tensor {
  const density = x
    .square()
    .mul(-0.5)
    .exp()
    .mul(1 / Math.sqrt(2 * Math.PI));
  return normalCumulative(x).add(x.mul(density));
}

function normalCumulative(x: tf.Tensor): tf.Tensor {
  return x.mul(Math.SQRT1_2).erf().add(1).mul(0.5);
}
