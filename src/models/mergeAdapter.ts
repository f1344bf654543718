/**
 * @file Weights that have an adapter in them, so that none is needed beside them.
 */
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Adapter } from "./adapter";

/**
 * The weights that do what the given ones and the adapter do together.
 *
 *     W' = W + s B A
 *
 * Source:  Hu et al. 2021, Section 4.1, "No Additional Inference Latency".
 * Differs: nothing.
 *
 * @returns new tensors, the caller's to free; those that the adapter does not touch share their numbers with the old
 * @throws RangeError if the adapter has factors for a weight that is not there
 */
export function mergeAdapter(params: Params, adapter: Adapter): Params {
  const suffix = ".lora_A.weight";
  const adapted = Object.keys(adapter.params).filter((name) => name.endsWith(suffix));
  const stranger = adapted.find((name) => !(name.replace(suffix, ".weight") in params));
  if (stranger) {
    throw new RangeError(`mergeAdapter: ${stranger} has no weight beside it, expected one in params`);
  }
  return Object.fromEntries(
    Object.entries(params).map(([name, weight]) => [name, merged(name, weight, adapter)]),
  );
}

function merged(name: string, weight: tf.Tensor, { scale, params }: Adapter): tf.Tensor {
  const base = name.replace(/\.weight$/, "");
  const first = params[`${base}.lora_A.weight`];
  if (!first) return weight.clone();
  return tf.tidy(() => tf.add(weight, tf.mul(tf.matMul(params[`${base}.lora_B.weight`], first), scale)));
}
