/** @file Normal random numbers from a seed tensor. */
import { tf } from "../tensorflow";
import { randomUniform } from "./randomUniform";

/**
 * Random numbers from the standard normal distribution, the same for the same seed.
 *
 *     z = √(-2 log(1 - u)) cos(2π v),  u and v uniform on [0, 1)
 *
 * Source:  Box and Muller 1958, page 610, Eq. 1.
 * Differs: the second number of each pair, with the sine, is not used.
 *
 * @param seed int32, shape [2], as from `Random.seedPair`
 * @returns float32 of the given shape, of absolute value below 5.8
 * @throws RangeError if the seed is not of shape [2], TypeError if it is not int32
 */
export function randomNormal(shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const [u, v] = tf.unstack(randomUniform([2, ...shape], seed));
    const radius = tf.sub(1, u).log().mul(-2).sqrt();
    return radius.mul(v.mul(2 * Math.PI).cos());
  });
}
