/**
 * @file The exact GELU, with its gradient in closed form.
 */
import { tf } from "../engine/tensorflow";

/**
 * GELU(x) = x Φ(x), with Φ the standard normal distribution function.
 *
 * Source:  Hendrycks and Gimpel 2016, Section 2; not its tanh approximation.
 * Differs: nothing.
 *
 * @returns shape of x; GELU(0) = 0, GELU(1) = 0.8413
 */
export function gelu<Input extends tf.Tensor>(x: Input): Input {
  return exactGelu(x) as Input;
}

const exactGelu = tf.customGrad((x, save) => {
  const input = x as tf.Tensor;
  const cumulative = tf.mul(tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1), 0.5);
  (save as tf.GradSaveFunc)([input, cumulative]);
  return {
    value: tf.mul(input, cumulative),
    gradFunc: (dy, saved) => {
      // d/dx x Φ(x) = Φ(x) + x φ(x)
      const [at, phi] = saved as tf.Tensor[];
      const density = tf.mul(tf.exp(tf.mul(tf.square(at), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return tf.mul(dy as tf.Tensor, tf.add(phi, tf.mul(at, density)));
    },
  };
});
