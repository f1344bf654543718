/** @file Uniform random numbers from a seed tensor. */
import type { tf } from "../tensorflow";
import { statelessRandom } from "./statelessRandom";

/**
 * Random numbers from the uniform distribution on [0, 1), the same for the same seed.
 *
 * @param seed int32, shape [2], as from `Random.seedPair`
 * @returns float32 of the given shape, in [0, 1)
 * @throws RangeError if the seed is not of shape [2], TypeError if it is not int32
 */
export function randomUniform(shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  return statelessRandom("randomUniform", "StatelessRandomUniformV2", shape, seed);
}
