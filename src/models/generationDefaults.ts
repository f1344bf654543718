/**
 * @file How a model's authors sample from it: generation_config.json.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DecoderConfig } from "./decoderConfig";

/** Settings for sampling; what is left out is not named in the file. */
export interface GenerationDefaults {
  /** The tokens that end a text. */
  stopTokens: number[];
  /** Whether tokens are drawn; else the likeliest is taken. */
  sample?: boolean;
  temperature?: number;
  topK?: number;
  topP?: number;
  minP?: number;
  repetitionPenalty?: number;
}

/** Our names, beside those of transformers. */
const names = [
  ["sample", "do_sample", "boolean"],
  ["temperature", "temperature", "number"],
  ["topK", "top_k", "number"],
  ["topP", "top_p", "number"],
  ["minP", "min_p", "number"],
  ["repetitionPenalty", "repetition_penalty", "number"],
] as const;

/**
 * The settings in a folder's generation_config.json; without the file only the tokens that end a text.
 *
 * @throws RangeError that names the file and the setting, if it is no JSON or a setting is of another kind
 */
export function readGenerationDefaults(folder: string, config: DecoderConfig): GenerationDefaults {
  const file = join(folder, "generation_config.json");
  if (!existsSync(file)) return { stopTokens: config.eosIds };
  const json = readJson(file);
  const stops = json.eos_token_id ?? config.eosIds;
  const defaults: Record<string, unknown> = { stopTokens: Array.isArray(stops) ? stops : [stops] };
  for (const [name, field, kind] of names) {
    const value = json[field] ?? undefined;
    if (value === undefined) continue;
    if (typeof value !== kind) {
      throw new RangeError(
        `readGenerationDefaults: ${file}: ${field} is ${JSON.stringify(value)}, expected a ${kind}`,
      );
    }
    defaults[name] = value;
  }
  return defaults as unknown as GenerationDefaults;
}

/** What transformers reads as generation_config.json. */
export function generationDefaultsJson(
  { bosId, padId }: DecoderConfig,
  defaults: GenerationDefaults,
): Record<string, unknown> {
  const settings = names.flatMap(([name, field]) =>
    defaults[name] === undefined ? [] : [[field, defaults[name]]],
  );
  return {
    ...(bosId !== undefined && { bos_token_id: bosId }),
    ...(defaults.stopTokens.length && { eos_token_id: defaults.stopTokens }),
    pad_token_id: padId,
    ...Object.fromEntries(settings),
  };
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RangeError(`readGenerationDefaults: ${file} is not JSON (${(error as Error).message})`);
  }
}
