/**
 * @file An encoder as a Hugging Face folder that transformers loads.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeSafetensors } from "../engine/safetensors";
import type { Params } from "../engine/tensorTree";
import { writeWhole } from "../text/writeWhole";
import type { Encoder } from "./encoder";
import { type EncoderConfig, encoderConfigJson } from "./encoderConfig";
import { classifierShapes, encoderShapes, lastLinear, poolerShapes } from "./encoderShapes";

/**
 * Writes config.json, the tokenizer's files and model.safetensors.
 *
 * With a classification head the folder is a BertForSequenceClassification (or RoBERTa's), else a BertModel.
 *
 * @param folder made where needed; files of these names in it are replaced, config.json last
 * @throws RangeError if a weight is missing, has another shape, or there are more or fewer labels than classes
 */
export function saveEncoder(folder: string, { config, params, tokenizer }: Encoder): void {
  const classes = params[`${lastLinear(config)}.weight`]?.shape[0];
  const labels =
    classes === undefined
      ? undefined
      : (config.labels ?? Array.from({ length: classes }, (_, id) => `LABEL_${id}`));
  if (labels && labels.length !== classes) {
    throw new RangeError(
      `saveEncoder: config has ${labels.length} labels, expected ${classes}, one for each class`,
    );
  }
  mkdirSync(folder, { recursive: true });
  writeSafetensors(join(folder, "model.safetensors"), namedWeights(config, params, classes), {
    format: "pt",
  });
  tokenizer.save(folder);
  const json = encoderConfigJson({ ...config, labels });
  writeWhole(join(folder, "config.json"), `${JSON.stringify(json, null, 2)}\n`);
}

/** With the model's prefix where there is a head: so transformers names the weights of a classifier. */
function namedWeights(config: EncoderConfig, params: Params, classes: number | undefined): Params {
  const pooler = "pooler.dense.weight" in params ? poolerShapes(config) : {};
  const backbone = checked(params, { ...encoderShapes(config), ...pooler });
  if (classes === undefined) return backbone;
  const prefixed = Object.entries(backbone).map(([name, tensor]) => [`${config.modelType}.${name}`, tensor]);
  return { ...Object.fromEntries(prefixed), ...checked(params, classifierShapes(config, classes)) };
}

function checked(params: Params, shapes: Record<string, number[]>): Params {
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const found = params[name]?.shape;
    if (found?.join() !== shape.join()) {
      throw new RangeError(
        `saveEncoder: ${name} ${found ? `has shape [${found}]` : "is missing"}, expected shape [${shape}]`,
      );
    }
    return [name, params[name]];
  });
  return Object.fromEntries(entries);
}
