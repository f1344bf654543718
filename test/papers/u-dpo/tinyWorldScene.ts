/** @file The pipeline in the exact world, small enough for tests: a model of sixteen numbers a token that has read nothing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { PipelineSettings } from "../../../src/papers/u-dpo/stages/settings";
import { type WorldModel, worldPipelineSettings } from "../../../src/papers/u-dpo/worldPipelineSettings";
import { worldModelSettings } from "../../../src/papers/world/worldModelSettings";

/** A language model that takes two steps of training. */
export const tinyModel = {
  ...worldModelSettings,
  decoder: { ...worldModelSettings.decoder, hiddenSize: 16, heads: 2 },
  training: { ...worldModelSettings.training, steps: 2, batchSize: 1 },
  heldOut: { pages: 2, every: 1 },
};

/** The same in the usual world. */
export const tinyWorld: WorldModel = { world: 0, settings: tinyModel, seed: 0 };

/** Few prompts, short texts. */
export const tinyPipeline: PipelineSettings = {
  ...worldPipelineSettings,
  texts: { ...worldPipelineSettings.texts, realPerClass: 6, manyTimes: 2, test: 22 },
  candidates: { ...worldPipelineSettings.candidates, promptsPerClass: 2, samples: 5, maxTokens: 10 },
  margins: { ...worldPipelineSettings.margins, folds: 2 },
  tuning: { ...worldPipelineSettings.tuning, schedule: { epochs: 1, batchSize: 11 } },
};

/** Keeps the models of a test file in a folder of their own. */
export function useOwnModels(): void {
  const before = process.env.SYNTHCLASS_MODELS;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tiny-world-"));
    process.env.SYNTHCLASS_MODELS = folder;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env.SYNTHCLASS_MODELS;
    else process.env.SYNTHCLASS_MODELS = before;
  });
}
