/** @file Uniform random numbers from a seed tensor. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";
import { randomBits } from "./randomBits";

/**
 * Random numbers from the uniform distribution on [0, 1), the same for the same seed.
 *
 *     u = (b mod 2^24) / 2^24,  b random bits
 *
 * @param seed int32, shape [2], as from `Random.seedPair`
 * @returns float32 of the given shape, multiples of 2^-24 in [0, 1)
 * @throws RangeError if the seed is not of shape [2], TypeError if it is not int32
 */
export function randomUniform(shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const bits = randomBits("randomUniform", shape, seed);
    const [lower] = rawOp("BitwiseAnd", [bits, tf.scalar(0xffffff, "int32")]);
    return lower.cast("float32").mul(2 ** -24);
  });
}
