/** @file Normal random numbers from a seed tensor. */
import type { tf } from "../tensorflow";
import { statelessRandom } from "./statelessRandom";

/**
 * Random numbers from the standard normal distribution, the same for the same seed.
 *
 * @param seed int32, shape [2], as from `Random.seedPair`
 * @returns float32 of the given shape
 * @throws RangeError if the seed is not of shape [2], TypeError if it is not int32
 */
export function randomNormal(shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  return statelessRandom("randomNormal", "StatelessRandomNormalV2", shape, seed);
}
