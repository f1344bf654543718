/**
 * @file Layer normalisation with the weights of a model.
 */
import { layerNorm as normalise } from "../engine/ops/layerNorm";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";

/**
 * Normalises the last axis, then scales and shifts it by `name`.weight and `name`.bias.
 *
 * @returns shape of x
 */
export function layerNorm<Input extends tf.Tensor>(
  params: Params,
  name: string,
  x: Input,
  epsilon: number,
): Input {
  return normalise(x, params[`${name}.weight`], params[`${name}.bias`], epsilon);
}
