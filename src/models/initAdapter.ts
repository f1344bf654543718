/**
 * @file A new low-rank adapter, which changes nothing yet.
 */
import { zeros } from "../engine/initialisers";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Random } from "../random/stream";
import type { Adapter } from "./adapter";
import { type AdapterSettings, adaptedSizes, adapterScale, expectAdapterSettings } from "./adapterSettings";
import type { DecoderConfig } from "./decoderConfig";

/**
 * Factors for each adapted linear map: A uniform in ±1 / √inputs, B zero, so that B A is zero.
 *
 * Source:  Hu et al. 2021, Section 4.1.
 * Differs: A is uniform as in peft, not normal.
 *
 * @throws RangeError naming a setting that does not fit
 */
export function initAdapter(config: DecoderConfig, settings: AdapterSettings, random: Random): Adapter {
  expectAdapterSettings("initAdapter", config, settings);
  const params: Params = {};
  for (const [name, [outputs, inputs]] of Object.entries(adaptedSizes(config, settings))) {
    params[`${name}.lora_A.weight`] = firstFactor(settings.rank, inputs, random.child(name));
    params[`${name}.lora_B.weight`] = zeros([outputs, settings.rank]);
  }
  return { scale: tf.scalar(adapterScale(settings)), params };
}

function firstFactor(rank: number, inputs: number, random: Random): tf.Tensor {
  const limit = 1 / Math.sqrt(inputs);
  const values = Float32Array.from({ length: rank * inputs }, () => (2 * random.uniform() - 1) * limit);
  return tf.tensor2d(values, [rank, inputs]);
}
