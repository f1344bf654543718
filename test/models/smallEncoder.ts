/**
 * @file A small encoder with a classification head, the same on every machine: for tests and for test/golden/saved.py.
 */
import { tf } from "../../src/engine/tensorflow";
import type { Params } from "../../src/engine/tensorTree";
import type { Encoder } from "../../src/models/encoder";
import { bertConfig } from "../../src/models/encoderConfig";
import { addClassificationHead, initEncoder } from "../../src/models/initEncoder";
import { saveEncoder } from "../../src/models/saveEncoder";
import { stream } from "../../src/random/stream";
import { wordTokenizer } from "../../src/text/wordTokenizer";

export const texts = [
  "The cat sat on the mat.",
  "A naïve dog, barking!",
  "mat",
  "Unknown words and 機 the cat",
];

/** Three layers of width 12 with three heads; weights wide enough that each shows in the logits. */
export function smallEncoder(): Encoder {
  const tokenizer = wordTokenizer(texts.slice(0, 3), { limit: 20, maxLength: 24 });
  const config = {
    ...bertConfig({
      vocabularySize: tokenizer.size,
      hiddenSize: 12,
      layers: 3,
      heads: 3,
      intermediateSize: 20,
      maxPositions: 24,
      initializerRange: 0.5,
    }),
    labels: ["no", "perhaps", "yes", "très"],
  };
  const random = stream(7, "small encoder");
  const params = addClassificationHead(config, initEncoder(config, random), 4, random);
  return { config, params: withoutPlainBiases(params), tokenizer };
}

/** Biases of 0 and norms of 1 would hide a mistake with them. */
function withoutPlainBiases(params: Params): Params {
  const random = stream(7, "biases");
  const change = (tensor: tf.Tensor) => {
    if (tensor.rank !== 1) return tensor;
    const values = Array.from(tensor.dataSync(), (value) => value + 0.3 * random.normal());
    tensor.dispose();
    return tf.tensor1d(values);
  };
  return Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name, change(tensor)]));
}

if (process.argv[2] === "--save") saveEncoder(process.argv[3], smallEncoder());
