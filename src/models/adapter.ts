/**
 * @file Low-rank adapters beside frozen weights (LoRA: Hu et al. 2021), and the linear map that applies them.
 */
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { dropoutSite } from "./dropoutSite";

/** The factors of some linear maps: `NAME.lora_A.weight` [rank, inputs] and `NAME.lora_B.weight` [outputs, rank]. */
export type Adapter = {
  /** α / rank. */
  scale: tf.Scalar;
  params: Params;
};

/** Dropout before each adapter's first factor. */
export interface AdapterDropout {
  rate: number;
  /** int32 of shape [2], another one at each step. */
  seed: tf.Tensor;
}

/** A model's weights, with what is beside them. */
export interface AdaptedWeights {
  params: Params;
  adapter?: Adapter;
  dropout?: AdapterDropout;
}

/**
 * The linear map at `name`, with its bias and its adapter where they are there.
 *
 *     y = x Wᵀ + b + s (x Aᵀ) Bᵀ
 *
 * Source:  Hu et al. 2021, Eq. 3; s = α / rank as in Section 4.1.
 * Differs: nothing.
 *
 * @param x shape [..., inputs]
 * @param site number of the place, so that no two places drop alike
 * @returns shape [..., outputs]
 */
export function adaptedLinear(weights: AdaptedWeights, name: string, x: tf.Tensor, site: number): tf.Tensor {
  const { params, adapter } = weights;
  const weight = params[`${name}.weight`] as tf.Tensor2D;
  const [outputs, inputs] = weight.shape;
  // One matrix product over all rows is faster than one for each text.
  const rows = tf.reshape(x, [-1, inputs]);
  let mapped = tf.matMul(rows, weight, false, true);
  const bias = params[`${name}.bias`];
  if (bias) mapped = tf.add(mapped, bias);
  if (adapter && `${name}.lora_A.weight` in adapter.params) {
    mapped = tf.add(mapped, lowRank(weights, adapter, name, rows, site));
  }
  return tf.reshape(mapped, [...x.shape.slice(0, -1), outputs]);
}

/** s (x Aᵀ) Bᵀ, scaled where it is narrowest. */
function lowRank(
  { dropout }: AdaptedWeights,
  { scale, params }: Adapter,
  name: string,
  rows: tf.Tensor,
  site: number,
): tf.Tensor {
  const first = params[`${name}.lora_A.weight`];
  const second = params[`${name}.lora_B.weight`];
  const kept = dropoutSite(rows, dropout?.rate ?? 0, dropout?.seed, site);
  return tf.matMul(tf.mul(tf.matMul(kept, first, false, true), scale), second, false, true);
}
