/**
 * @file An encoder from a Hugging Face folder: config.json, tokenizer.json and model.safetensors.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors } from "../engine/safetensors";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { loadTokenizer, type Tokenizer } from "../text/tokenizer";
import type { Encoder } from "./encoder";
import { type EncoderConfig, longestInput, readEncoderConfig } from "./encoderConfig";
import { classifierShapes, encoderShapes, lastLinear, poolerShapes, type Shapes } from "./encoderShapes";

/**
 * Reads an encoder, with its pooler and classification head where the folder has them.
 *
 * Weights go by Hugging Face's names without the model's prefix (`encoder.layer.0.output.dense.weight`), whether the
 * file has the prefix or not. Other heads, such as that for masked words, are left out.
 *
 * @throws RangeError that names the file, and the weight where one is missing or has another shape
 * @throws Error that names the file if it is cut off
 */
export function loadEncoder(folder: string): Encoder {
  const config = readEncoderConfig(folder);
  const tokenizer = loadTokenizer(folder);
  if (tokenizer.size > config.vocabularySize) {
    throw new RangeError(
      `loadEncoder: ${folder}: the tokenizer has ${tokenizer.size} tokens, expected at most ${config.vocabularySize}`,
    );
  }
  const file = join(folder, "model.safetensors");
  if (!existsSync(file)) {
    throw new RangeError(`loadEncoder: ${file} is missing, expected a folder with weights in safetensors`);
  }
  return {
    ...pickWeights(config, readSafetensors(file), file),
    tokenizer: cutAt(tokenizer, longestInput(config)),
    sentenceLength: sentenceLength(folder),
  };
}

/** The weights of the encoder, without prefix, all checked; the others are freed. */
function pickWeights(
  config: EncoderConfig,
  stored: Params,
  file: string,
): { config: EncoderConfig; params: Params } {
  const byName = new Map(Object.entries(stored).map(([name, tensor]) => [plainName(config, name), tensor]));
  const params: Params = {};
  try {
    take(params, byName, encoderShapes(config), file);
    if (byName.has("pooler.dense.weight")) take(params, byName, poolerShapes(config), file);
    const classes = byName.get(`${lastLinear(config)}.weight`)?.shape[0];
    if (classes !== undefined) take(params, byName, classifierShapes(config, classes), file);
    for (const tensor of byName.values()) tensor.dispose();
    return { config: { ...config, labels: headLabels(config, classes, file) }, params };
  } catch (error) {
    for (const tensor of Object.values(stored)) tensor.dispose();
    throw error;
  }
}

/** Moves the named weights from `from` to `to`. */
function take(to: Params, from: Map<string, tf.Tensor>, shapes: Shapes, file: string): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const tensor = from.get(name);
    if (tensor === undefined) {
      throw new RangeError(`loadEncoder: ${file} has no ${name}, expected it with shape [${shape}]`);
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new RangeError(`loadEncoder: ${file}: ${name} has shape [${tensor.shape}], expected [${shape}]`);
    }
    to[name] = tensor;
    from.delete(name);
  }
}

/** Without `bert.` or `roberta.`, and with today's names of a norm's weights. */
function plainName(config: EncoderConfig, name: string): string {
  const plain = name.startsWith(`${config.modelType}.`) ? name.slice(config.modelType.length + 1) : name;
  return plain.replace(/LayerNorm\.gamma$/, "LayerNorm.weight").replace(/LayerNorm\.beta$/, "LayerNorm.bias");
}

function headLabels(config: EncoderConfig, classes: number | undefined, file: string): string[] | undefined {
  if (classes === undefined) return undefined;
  const labels = config.labels ?? Array.from({ length: classes }, (_, id) => `LABEL_${id}`);
  if (labels.length !== classes) {
    throw new RangeError(
      `loadEncoder: ${file} has ${classes} classes, expected ${labels.length} as in config.json`,
    );
  }
  return labels;
}

/** The tokenizer cuts where the position table ends, if it would cut later by itself. */
function cutAt(tokenizer: Tokenizer, longest: number): Tokenizer {
  const maxLength = Math.min(tokenizer.maxLength, longest);
  return {
    ...tokenizer,
    maxLength,
    encode: (text, textPair, cut = maxLength) => tokenizer.encode(text, textPair, cut),
  };
}

/** What sentence-transformers keeps of a text. */
function sentenceLength(folder: string): number | undefined {
  const file = join(folder, "sentence_bert_config.json");
  if (!existsSync(file)) return undefined;
  const length = JSON.parse(readFileSync(file, "utf8")).max_seq_length;
  return typeof length === "number" ? length : undefined;
}
