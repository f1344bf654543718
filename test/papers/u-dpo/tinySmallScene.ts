/**
 * @file The run at scale `small` at its smallest: random models under the real ones' names, texts of the exact world.
 *
 * As a program (`node --import tsx tinySmallScene.ts DATA LEDGER`) it does the run: what tests start and kill.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { worldDataset } from "../../../src/data/world/worldDataset";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { llamaConfig } from "../../../src/models/decoderConfig";
import { bertConfig } from "../../../src/models/encoderConfig";
import { initDecoder } from "../../../src/models/initDecoder";
import { initEncoder } from "../../../src/models/initEncoder";
import { saveDecoder } from "../../../src/models/saveDecoder";
import { saveEncoder } from "../../../src/models/saveEncoder";
import { smallEncoder } from "../../../src/papers/dimp/settings";
import { folderPipeline } from "../../../src/papers/u-dpo/folderPipeline";
import { smallGenerator } from "../../../src/papers/u-dpo/generationSettings";
import { runSmallHybrid } from "../../../src/papers/u-dpo/runSmallHybrid";
import {
  type SmallPipelineSettings,
  smallPipelineSettings,
} from "../../../src/papers/u-dpo/smallPipelineSettings";
import { stream } from "../../../src/random/stream";
import { wordByteTokenizer } from "../../../src/text/wordByteTokenizer";
import { wordTokenizer } from "../../../src/text/wordTokenizer";

const { pipeline } = smallPipelineSettings;

export const tinySettings: SmallPipelineSettings = {
  demonstrationTokens: 12,
  adapter: { rank: 2, alpha: 4, targets: ["q_proj", "v_proj"] },
  classifier: {
    maxTokens: 32,
    frozenLayers: 1,
    rowsSeen: 32,
    schedule: { batchSize: 16, learningRate: 0.01 },
  },
  pipeline: {
    ...pipeline,
    texts: { realPerClass: 3, manyTimes: 1, test: 22 },
    candidates: {
      ...pipeline.candidates,
      promptsPerClass: 2,
      samples: 3,
      maxTokens: 24,
      sampling: { temperature: 1, topP: 1 },
      textsAtATime: 12,
    },
    margins: { folds: 2, lambda: 0.5 },
    tuning: {
      ...pipeline.tuning,
      schedule: { epochs: 1, batchSize: 2 },
      learningRates: { likelihood: 0.3, preference: 0.3 },
      checkpointEvery: 1,
    },
    writing: { ...pipeline.writing, volume: 2 },
  },
  run: { heldOutPromptsPerClass: 1, askedPerClass: 3 },
};

/** Writes random models, and texts of the exact world as a folder; SYNTHCLASS_MODELS is to name the first. */
export function writeTinyFolders(models: string, data: string): void {
  const world = worldDataset({ sizes: { train: 200, validation: 0, test: 60, synthetic: 0 }, seed: 1 });
  const texts = world.train.map(({ text }) => text);
  mkdirSync(data, { recursive: true });
  for (const split of ["train", "test"] as const) {
    const lines = world[split].map(({ text, label }) => `${JSON.stringify({ text, label })}\n`);
    writeFileSync(join(data, `${split}.jsonl`), lines.join(""));
  }
  const tokenizer = wordByteTokenizer(texts, { limit: 1200 });
  const config = llamaConfig({ vocabularySize: tokenizer.size, hiddenSize: 16, layers: 1, heads: 2 });
  saveDecoder(join(models, smallGenerator), {
    config,
    params: initDecoder(config, stream(1, "decoder")),
    tokenizer,
    generation: { stopTokens: [2] },
  });
  const words = wordTokenizer(texts, { limit: 300 });
  const sizes = { hiddenSize: 8, layers: 2, heads: 2, maxPositions: 64 };
  const encoder = bertConfig({ vocabularySize: words.size, ...sizes });
  saveEncoder(join(models, smallEncoder), {
    config: encoder,
    params: initEncoder(encoder, stream(1, "encoder")),
    tokenizer: words,
  });
}

/** The whole run, two classifiers for each training set. */
export async function tinyRun(data: string, ledger?: string): Promise<RunRecord[]> {
  const scene = await folderPipeline(data, tinySettings);
  try {
    return await runSmallHybrid(scene, tinySettings.run, { ledger, seeds: 2 });
  } finally {
    scene.dispose();
  }
}

if (require.main === module) void tinyRun(process.argv[2], process.argv[3]);
