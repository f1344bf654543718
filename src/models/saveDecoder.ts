/**
 * @file A decoder as a Hugging Face folder that transformers loads.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeSafetensors } from "../engine/safetensors";
import type { Params } from "../engine/tensorTree";
import { writeWhole } from "../text/writeWhole";
import type { Decoder } from "./decoder";
import type { DecoderConfig } from "./decoderConfig";
import { decoderConfigJson } from "./decoderConfigJson";
import { decoderShapes } from "./decoderShapes";
import { generationDefaultsJson } from "./generationDefaults";

/**
 * Writes config.json, generation_config.json, the tokenizer's files and model.safetensors.
 *
 * @param folder made where needed; files of these names in it are replaced, config.json last
 * @throws RangeError if a weight is missing or has another shape
 */
export function saveDecoder(folder: string, { config, params, tokenizer, generation }: Decoder): void {
  const weights = checked(config, params);
  mkdirSync(folder, { recursive: true });
  writeSafetensors(join(folder, "model.safetensors"), weights, { format: "pt" });
  tokenizer.save(folder);
  writeJson(join(folder, "generation_config.json"), generationDefaultsJson(config, generation));
  writeJson(join(folder, "config.json"), decoderConfigJson(config));
}

/** The decoder's weights alone, in order. */
function checked(config: DecoderConfig, params: Params): Params {
  const entries = Object.entries(decoderShapes(config)).map(([name, shape]) => {
    const found = params[name]?.shape;
    if (found?.join() !== shape.join()) {
      throw new RangeError(
        `saveDecoder: ${name} ${found ? `has shape [${found}]` : "is missing"}, expected shape [${shape}]`,
      );
    }
    return [name, params[name]];
  });
  return Object.fromEntries(entries);
}

function writeJson(file: string, contents: unknown): void {
  writeWhole(file, `${JSON.stringify(contents, null, 2)}\n`);
}
