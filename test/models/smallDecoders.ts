/**
 * @file A small decoder of each family, the same on every machine: for tests and for test/golden/savedDecoders.py.
 */
import { join } from "node:path";
import { tf } from "../../src/engine/tensorflow";
import type { Params } from "../../src/engine/tensorTree";
import type { Decoder } from "../../src/models/decoder";
import { type DecoderConfig, llamaConfig } from "../../src/models/decoderConfig";
import { initDecoder } from "../../src/models/initDecoder";
import type { RotarySettings } from "../../src/models/rotarySettings";
import { saveDecoder } from "../../src/models/saveDecoder";
import { stream } from "../../src/random/stream";
import { wordTokenizer } from "../../src/text/wordTokenizer";

export const rows = [
  [2, 9, 14, 5, 5, 11, 7, 19, 3, 16, 8],
  [4, 4],
  [10, 6, 13, 18, 1],
];

const llama = llamaConfig({
  vocabularySize: 20,
  hiddenSize: 12,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headSize: 4,
  intermediateSize: 22,
  maxPositions: 32,
  initializerRange: 0.4,
  eosIds: [3],
  bosId: 2,
});

const both = (settings: RotarySettings): DecoderConfig["rotary"] => ({ full: settings, sliding: settings });

const configs = {
  llama: {
    ...llama,
    rotary: both({
      base: 100,
      size: 4,
      scaling: {
        type: "llama3",
        factor: 4,
        lowFrequencyFactor: 1,
        highFrequencyFactor: 3,
        originalMaxPositions: 16,
      },
    }),
    biases: { queryKeyValue: true, attentionOutput: true, feedForward: true },
    eosIds: [3, 1],
  },
  gemma3_text: {
    ...llama,
    modelType: "gemma3_text",
    tiedHead: true,
    queryScalar: 7,
    layerKinds: ["sliding", "full"],
    window: 3,
    rotary: {
      full: { base: 500, size: 4, scaling: { type: "linear", factor: 2 } },
      sliding: { base: 30, size: 4 },
    },
  },
  phi3: {
    ...llama,
    modelType: "phi3",
    heads: 3,
    keyValueHeads: 1,
    headSize: 4,
    layerKinds: ["sliding", "sliding"],
    window: 4,
    rotary: both({
      base: 60,
      size: 2,
      scaling: {
        type: "longrope",
        shortFactors: [1.5],
        longFactors: [3],
        originalMaxPositions: 16,
        attentionFactor: 1.2,
      },
    }),
  },
  qwen2: {
    ...llama,
    modelType: "qwen2",
    layerKinds: ["full", "sliding"],
    window: 5,
    biases: { queryKeyValue: true, attentionOutput: false, feedForward: false },
  },
  qwen3: { ...llama, modelType: "qwen3", tiedHead: true },
} satisfies Record<string, DecoderConfig>;

export const families = Object.keys(configs) as (keyof typeof configs)[];

/** Two layers of width 12; weights wide enough that each shows in the logits. */
export function smallDecoder(family: keyof typeof configs): Decoder {
  const config: DecoderConfig = configs[family];
  const params = withoutPlainNorms(initDecoder(config, stream(7, "small decoder")));
  const tokenizer = wordTokenizer(["the cat sat on a mat", "no dog barked"], { limit: 20, maxLength: 24 });
  const generation = { stopTokens: [3, 1], sample: true, temperature: 0.6, topK: 12, topP: 0.9 };
  return { config, params, tokenizer, generation };
}

/** Biases of 0 and norms of 1 would hide a mistake with them. */
function withoutPlainNorms(params: Params): Params {
  const random = stream(7, "norms");
  const change = (tensor: tf.Tensor) => {
    if (tensor.rank !== 1) return tensor;
    const values = Array.from(tensor.dataSync(), (value) => value + 0.3 * random.normal());
    tensor.dispose();
    return tf.tensor1d(values);
  };
  return Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name, change(tensor)]));
}

if (process.argv[2] === "--save") {
  for (const family of families) saveDecoder(join(process.argv[3], family), smallDecoder(family));
}
