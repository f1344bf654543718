/**
 * @file The sizes and settings of an encoder of the BERT family, and reading them from config.json.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An encoder of the BERT family; its weights are `Params` beside it. */
export interface EncoderConfig {
  /** RoBERTa counts its positions from `padId` + 1 and has a classification head of another form. */
  modelType: "bert" | "roberta";
  vocabularySize: number;
  hiddenSize: number;
  layers: number;
  heads: number;
  intermediateSize: number;
  /** Rows of the position table. */
  maxPositions: number;
  typeVocabularySize: number;
  layerNormEpsilon: number;
  hiddenDropout: number;
  attentionDropout: number;
  classifierDropout: number;
  /** Standard deviation of new weights. */
  initializerRange: number;
  padId: number;
  /** The names of the classes, where there is a classification head. */
  labels?: string[];
}

/** What has no usual value: the rest of `bertConfig` may be left out. */
type BertSizes = Pick<EncoderConfig, "vocabularySize" | "hiddenSize" | "layers" | "heads"> &
  Partial<EncoderConfig>;

/**
 * A BERT of any size, with BERT's own settings where none is given and four times the width inside each layer.
 *
 * @throws RangeError if a size is not a whole number above 0 or the heads do not divide the width
 */
export function bertConfig(sizes: BertSizes): EncoderConfig {
  const config: EncoderConfig = {
    modelType: "bert",
    intermediateSize: 4 * sizes.hiddenSize,
    maxPositions: 512,
    typeVocabularySize: 2,
    layerNormEpsilon: 1e-12,
    hiddenDropout: 0.1,
    attentionDropout: 0.1,
    classifierDropout: sizes.hiddenDropout ?? 0.1,
    initializerRange: 0.02,
    padId: 0,
    ...sizes,
  };
  expectSizes("bertConfig", config);
  return config;
}

/** How many tokens, special ones included, the encoder can take. */
export function longestInput(config: EncoderConfig): number {
  return config.maxPositions - firstPosition(config);
}

/** The row of the position table that the first token gets. */
export function firstPosition(config: EncoderConfig): number {
  return config.modelType === "roberta" ? config.padId + 1 : 0;
}

/**
 * The settings in a Hugging Face folder's config.json.
 *
 * @throws RangeError that names the file, if it is missing or no JSON, or describes another kind of model
 */
export function readEncoderConfig(folder: string): EncoderConfig {
  const file = join(folder, "config.json");
  const json = readJson(file);
  const refuse = (field: string, expected: string) => {
    throw new RangeError(
      `readEncoderConfig: ${file}: ${field} is ${JSON.stringify(json[field])}, expected ${expected}`,
    );
  };
  if (json.model_type !== "bert" && json.model_type !== "roberta")
    refuse("model_type", '"bert" or "roberta"');
  if ((json.hidden_act ?? "gelu") !== "gelu") refuse("hidden_act", '"gelu"');
  if ((json.position_embedding_type ?? "absolute") !== "absolute")
    refuse("position_embedding_type", '"absolute"');
  if (json.is_decoder === true) refuse("is_decoder", "false");
  const number = (field: string, usual?: number): number => {
    const value = json[field] ?? usual;
    if (typeof value !== "number") refuse(field, "a number");
    return value as number;
  };
  const hiddenDropout = number("hidden_dropout_prob", 0.1);
  const config: EncoderConfig = {
    modelType: json.model_type as EncoderConfig["modelType"],
    vocabularySize: number("vocab_size"),
    hiddenSize: number("hidden_size"),
    layers: number("num_hidden_layers"),
    heads: number("num_attention_heads"),
    intermediateSize: number("intermediate_size"),
    maxPositions: number("max_position_embeddings", 512),
    typeVocabularySize: number("type_vocab_size", 2),
    layerNormEpsilon: number("layer_norm_eps", 1e-12),
    hiddenDropout,
    attentionDropout: number("attention_probs_dropout_prob", 0.1),
    classifierDropout: number("classifier_dropout", hiddenDropout),
    initializerRange: number("initializer_range", 0.02),
    padId: number("pad_token_id", json.model_type === "roberta" ? 1 : 0),
    labels: labelsOf(json.id2label),
  };
  expectSizes(`readEncoderConfig: ${file}`, config);
  return config;
}

/** What transformers reads as config.json for this encoder, with a classification head where there are labels. */
export function encoderConfigJson(config: EncoderConfig): Record<string, unknown> {
  const family = config.modelType === "bert" ? "Bert" : "Roberta";
  const labels = config.labels;
  return {
    architectures: [labels ? `${family}ForSequenceClassification` : `${family}Model`],
    model_type: config.modelType,
    vocab_size: config.vocabularySize,
    hidden_size: config.hiddenSize,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    intermediate_size: config.intermediateSize,
    max_position_embeddings: config.maxPositions,
    type_vocab_size: config.typeVocabularySize,
    layer_norm_eps: config.layerNormEpsilon,
    hidden_act: "gelu",
    hidden_dropout_prob: config.hiddenDropout,
    attention_probs_dropout_prob: config.attentionDropout,
    classifier_dropout: config.classifierDropout,
    initializer_range: config.initializerRange,
    pad_token_id: config.padId,
    ...(labels && {
      id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
      label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    }),
  };
}

function labelsOf(id2label: unknown): string[] | undefined {
  if (typeof id2label !== "object" || id2label === null) return undefined;
  const entries = Object.entries(id2label as Record<string, string>);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, label]) => label);
}

const sizeFields = [
  "vocabularySize",
  "hiddenSize",
  "layers",
  "heads",
  "intermediateSize",
  "maxPositions",
  "typeVocabularySize",
] as const;

function expectSizes(place: string, config: EncoderConfig): void {
  for (const field of sizeFields) {
    if (!(Number.isSafeInteger(config[field]) && config[field] > 0)) {
      throw new RangeError(`${place}: ${field} is ${config[field]}, expected a whole number above 0`);
    }
  }
  if (config.hiddenSize % config.heads !== 0) {
    throw new RangeError(
      `${place}: hiddenSize is ${config.hiddenSize}, expected a multiple of heads, ${config.heads}`,
    );
  }
}

function readJson(file: string): Record<string, unknown> {
  if (!existsSync(file)) {
    throw new RangeError(`readEncoderConfig: ${file} is missing, expected a Hugging Face folder`);
  }
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RangeError(`readEncoderConfig: ${file} is not JSON (${(error as Error).message})`);
  }
}
