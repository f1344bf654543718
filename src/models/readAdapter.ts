/**
 * @file An adapter from a folder that peft, or `writeAdapter`, wrote.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors } from "../engine/safetensors";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import type { Adapter } from "./adapter";
import { type AdapterSettings, adaptedSizes, adapterScale, expectAdapterSettings } from "./adapterSettings";
import type { DecoderConfig } from "./decoderConfig";
import { peftPrefix } from "./writeAdapter";

/** An adapter, and what it is like. */
export interface ReadAdapter {
  adapter: Adapter;
  settings: AdapterSettings;
}

/**
 * Reads adapter_config.json and adapter_model.safetensors.
 *
 * @param config the decoder that the adapter belongs to
 * @throws RangeError if a file is missing, the adapter is of another kind (DoRA, trained biases or whole modules,
 *   ranks that differ from map to map), or a factor is missing, unknown, or of another shape than the decoder's
 */
export function readAdapter(folder: string, config: DecoderConfig): ReadAdapter {
  const settings = readSettings(join(folder, "adapter_config.json"), config);
  const file = join(folder, "adapter_model.safetensors");
  if (!existsSync(file)) throw new RangeError(`readAdapter: ${file} is missing, expected a folder of peft`);
  const tensors = readSafetensors(file);
  try {
    const params = namedFactors(file, tensors, config, settings);
    return { adapter: { scale: tf.scalar(adapterScale(settings)), params }, settings };
  } catch (error) {
    disposeTree(tensors);
    throw error;
  }
}

function readSettings(file: string, config: DecoderConfig): AdapterSettings {
  if (!existsSync(file)) throw new RangeError(`readAdapter: ${file} is missing, expected a folder of peft`);
  const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  for (const [field, plain] of Object.entries(plainLora)) {
    const found = JSON.stringify(json[field] ?? plain[0]);
    if (plain.some((value) => JSON.stringify(value) === found)) continue;
    throw new RangeError(
      `readAdapter: ${field} in ${file} is ${found}, expected ${JSON.stringify(plain[0])}`,
    );
  }
  if (!Array.isArray(json.target_modules)) {
    throw new RangeError(
      `readAdapter: target_modules in ${file} is ${JSON.stringify(json.target_modules)}, expected a list`,
    );
  }
  const settings: AdapterSettings = {
    rank: json.r as number,
    alpha: json.lora_alpha as number,
    rankStabilised: json.use_rslora === true,
    targets: json.target_modules as string[],
    dropout: (json.lora_dropout as number | undefined) ?? 0,
    baseModel: (json.base_model_name_or_path as string | null | undefined) ?? undefined,
  };
  expectAdapterSettings("readAdapter", config, settings);
  return settings;
}

/** What these fields hold in an adapter that is two factors beside each frozen map and nothing else. */
const plainLora: Record<string, readonly unknown[]> = {
  peft_type: ["LORA"],
  bias: ["none"],
  use_dora: [false],
  fan_in_fan_out: [false],
  lora_bias: [false],
  rank_pattern: [{}, null],
  alpha_pattern: [{}, null],
  modules_to_save: [null, []],
  layers_to_transform: [null],
  trainable_token_indices: [null],
  target_parameters: [null, []],
};

/** By the decoder's names, each of its shape. */
function namedFactors(
  file: string,
  tensors: Params,
  config: DecoderConfig,
  settings: AdapterSettings,
): Params {
  const params: Params = {};
  const refuse = (name: string, found: string, expected: string) => {
    throw new RangeError(`readAdapter: ${name} in ${file} ${found}, expected ${expected}`);
  };
  for (const [name, [outputs, inputs]] of Object.entries(adaptedSizes(config, settings))) {
    const shapes = { lora_A: [settings.rank, inputs], lora_B: [outputs, settings.rank] };
    for (const [factor, shape] of Object.entries(shapes)) {
      const own = `${name}.${factor}.weight`;
      const tensor = tensors[`${peftPrefix}${own}`];
      if (tensor?.shape.join() !== shape.join()) {
        refuse(
          own,
          tensor ? `has shape [${tensor.shape.join(", ")}]` : "is missing",
          `shape [${shape.join(", ")}]`,
        );
      }
      params[own] = tensor;
    }
  }
  const known = new Set(Object.keys(params).map((name) => `${peftPrefix}${name}`));
  const unknown = Object.keys(tensors).find((name) => !known.has(name));
  if (unknown) refuse(unknown, "is unknown", "factors of target_modules alone");
  return params;
}
