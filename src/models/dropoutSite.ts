/**
 * @file Dropout in a model that has many places for it and one seed a step.
 */
import { dropout } from "../engine/ops/dropout";
import { tf } from "../engine/tensorflow";

/**
 * Dropout at one place of the model; without a seed, as in evaluation, nothing changes.
 *
 * @param seed int32 of shape [2], another one at each step
 * @param site number of the place, so that no two places drop alike
 */
export function dropoutSite<Input extends tf.Tensor>(
  x: Input,
  rate: number,
  seed: tf.Tensor | undefined,
  site: number,
): Input {
  if (seed === undefined || rate === 0) return x;
  return dropout(x, rate, tf.add(seed, tf.tensor1d([0, site], "int32")) as tf.Tensor1D) as Input;
}
