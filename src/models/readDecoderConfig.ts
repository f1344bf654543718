/**
 * @file Reading a decoder's sizes and settings from config.json, and writing them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DecoderConfig, expectDecoderSizes, type LayerKind } from "./decoderConfig";
import { type DecoderModelType, decoderFamilies } from "./decoderFamilies";
import { readRotary } from "./rotaryJson";

/** The contents of config.json, with errors that name the file and the field. */
export interface ConfigFields {
  json: Record<string, unknown>;
  number(field: string, usual?: number): number;
  refuse(field: string, expected: string): never;
}

/**
 * The settings in a Hugging Face folder's config.json.
 *
 * @throws RangeError that names the file and the field, if the file is missing or no JSON, describes another kind of
 *   model, or asks for something that this decoder does not do
 */
export function readDecoderConfig(folder: string): DecoderConfig {
  const file = join(folder, "config.json");
  const fields = openFields(file);
  const { json, number } = fields;
  const modelType = expectModelType(fields);
  expectPlain(fields, modelType);
  const heads = number("num_attention_heads");
  const headSize = number("head_dim", usualHeadSize(fields, modelType, heads));
  const rotary = readRotary(fields, modelType, headSize);
  const eosIds = json.eos_token_id ?? [];
  const config: DecoderConfig = {
    modelType,
    vocabularySize: number("vocab_size"),
    hiddenSize: number("hidden_size"),
    layers: number("num_hidden_layers"),
    heads,
    keyValueHeads: number("num_key_value_heads", modelType === "gemma3_text" ? 4 : heads),
    headSize,
    intermediateSize: number("intermediate_size"),
    normEpsilon: number("rms_norm_eps", modelType === "phi3" ? 1e-5 : 1e-6),
    maxPositions: number("max_position_embeddings"),
    tiedHead: (json.tie_word_embeddings ?? modelType === "gemma3_text") === true,
    biases: readBiases(json, modelType),
    queryScalar: modelType === "gemma3_text" ? number("query_pre_attn_scalar", 256) : headSize,
    ...readWindows(fields, modelType),
    rotary,
    initializerRange: number("initializer_range", 0.02),
    eosIds: (Array.isArray(eosIds) ? eosIds : [eosIds]) as number[],
    bosId: (json.bos_token_id ?? undefined) as number | undefined,
    padId: 0,
  };
  config.padId = number("pad_token_id", config.eosIds[0] ?? 0);
  expectDecoderSizes(`readDecoderConfig: ${file}`, config);
  return config;
}

function expectModelType({ json, refuse }: ConfigFields): DecoderModelType {
  const known = Object.keys(decoderFamilies);
  if (!known.includes(json.model_type as string)) refuse("model_type", `one of ${known.join(", ")}`);
  return json.model_type as DecoderModelType;
}

/** Refuses what would change the numbers and is not done here. */
function expectPlain({ json, refuse }: ConfigFields, modelType: DecoderModelType): void {
  const gemma = modelType === "gemma3_text";
  const field = gemma ? "hidden_activation" : "hidden_act";
  const activation = gemma ? "gelu_pytorch_tanh" : "silu";
  if ((json[field] ?? activation) !== activation) refuse(field, JSON.stringify(activation));
  for (const softcap of ["attn_logit_softcapping", "final_logit_softcapping"]) {
    if ((json[softcap] ?? null) !== null) refuse(softcap, "null");
  }
  if (json.use_bidirectional_attention === true) refuse("use_bidirectional_attention", "false");
  if ((json.quantization_config ?? null) !== null) refuse("quantization_config", "none");
}

/** Where config.json does not name it; transformers' configuration classes have these. */
function usualHeadSize({ number }: ConfigFields, modelType: DecoderModelType, heads: number): number {
  if (modelType === "gemma3_text") return 256;
  if (modelType === "qwen3") return 128;
  return number("hidden_size") / heads;
}

function readBiases(json: Record<string, unknown>, modelType: DecoderModelType): DecoderConfig["biases"] {
  const attention = json.attention_bias === true && modelType !== "phi3";
  return {
    queryKeyValue: modelType === "qwen2" || attention,
    attentionOutput: modelType !== "qwen2" && attention,
    feedForward: modelType === "llama" && json.mlp_bias === true,
  };
}

/** Which layers see the last tokens only, and how many of them. */
function readWindows(
  fields: ConfigFields,
  modelType: DecoderModelType,
): Pick<DecoderConfig, "layerKinds" | "window"> {
  const { json, number } = fields;
  const layers = number("num_hidden_layers");
  const used = modelType.startsWith("qwen") ? json.use_sliding_window === true : modelType !== "llama";
  const window = used ? (json.sliding_window ?? (modelType === "gemma3_text" ? 4096 : null)) : null;
  const kinds = Array.isArray(json.layer_types)
    ? namedKinds(fields, json.layer_types)
    : Array.from({ length: layers }, (_, layer) => usualKind(fields, modelType, layer));
  if (window === null) return { layerKinds: kinds.map(() => "full") };
  return { layerKinds: kinds, window: window as number };
}

function namedKinds({ refuse }: ConfigFields, names: unknown[]): LayerKind[] {
  return names.map((name) => {
    if (name === "full_attention") return "full";
    if (name === "sliding_attention") return "sliding";
    return refuse("layer_types", '"full_attention" or "sliding_attention" for each layer');
  });
}

function usualKind({ number }: ConfigFields, modelType: DecoderModelType, layer: number): LayerKind {
  switch (modelType) {
    case "gemma3_text":
      return (layer + 1) % number("sliding_window_pattern", 6) === 0 ? "full" : "sliding";
    case "phi3":
      return "sliding";
    case "llama":
      return "full";
    default:
      return layer >= number("max_window_layers", 28) ? "sliding" : "full";
  }
}

function openFields(file: string): ConfigFields {
  const json = readJson(file);
  const refuse = (field: string, expected: string): never => {
    throw new RangeError(
      `readDecoderConfig: ${file}: ${field} is ${JSON.stringify(json[field])}, expected ${expected}`,
    );
  };
  const number = (field: string, usual?: number): number => {
    const value = json[field] ?? usual;
    return typeof value === "number" ? value : refuse(field, "a number");
  };
  return { json, number, refuse };
}

function readJson(file: string): Record<string, unknown> {
  if (!existsSync(file)) {
    throw new RangeError(`readDecoderConfig: ${file} is missing, expected a Hugging Face folder`);
  }
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RangeError(`readDecoderConfig: ${file} is not JSON (${(error as Error).message})`);
  }
}
