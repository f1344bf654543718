/**
 * @file An adapter as a folder that peft loads.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeSafetensors } from "../engine/safetensors";
import { writeWhole } from "../text/writeWhole";
import type { Adapter } from "./adapter";
import type { AdapterSettings } from "./adapterSettings";

/** What peft puts before the names of a causal language model's weights. */
export const peftPrefix = "base_model.model.";

/**
 * Writes adapter_model.safetensors and adapter_config.json, as peft's `save_pretrained` does.
 *
 * @param folder made where needed; files of these names in it are replaced, adapter_config.json last
 */
export function writeAdapter(folder: string, { params }: Adapter, settings: AdapterSettings): void {
  mkdirSync(folder, { recursive: true });
  const named = Object.entries(params).map(([name, tensor]) => [`${peftPrefix}${name}`, tensor] as const);
  const sorted = named.sort(([one], [other]) => (one < other ? -1 : 1));
  writeSafetensors(join(folder, "adapter_model.safetensors"), Object.fromEntries(sorted), { format: "pt" });
  writeWhole(join(folder, "adapter_config.json"), `${JSON.stringify(adapterJson(settings), null, 2)}\n`);
}

/** What peft cannot tell from its defaults. */
function adapterJson(settings: AdapterSettings): Record<string, unknown> {
  return {
    base_model_name_or_path: settings.baseModel ?? null,
    bias: "none",
    fan_in_fan_out: false,
    inference_mode: true,
    lora_alpha: settings.alpha,
    lora_dropout: settings.dropout ?? 0,
    peft_type: "LORA",
    r: settings.rank,
    target_modules: settings.targets,
    task_type: "CAUSAL_LM",
    use_dora: false,
    use_rslora: settings.rankStabilised ?? false,
  };
}
