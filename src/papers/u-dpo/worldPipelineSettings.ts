/** @file Settings of Section 4 in the exact world: ours, chosen on seeds from 100, which are not reported. */
import { type WorldModelSettings, worldModelSettings } from "../world/worldModelSettings";
import type { PipelineSettings } from "./stages/settings";
import { paperPipeline } from "./stages/settings";
import type { WordClassifierSettings } from "./wordClassifier";

/** A language model of the world: how it is made, and the seed of its pretraining. */
export type WorldModel = { settings: WorldModelSettings; seed: number };

/** The world's language model with another width, all else alike. */
function ofWidth(hiddenSize: number, heads: number): WorldModelSettings {
  return { ...worldModelSettings, decoder: { ...worldModelSettings.decoder, hiddenSize, heads } };
}

/** Three pretrainings of the usual model, which the runs have in turn, so that intervals cover the generator too. */
export const usualModels: readonly WorldModel[] = [0, 1, 2].map((seed) => ({
  settings: worldModelSettings,
  seed,
}));

/** In the place of LLaMA 3.2 1B, 3B and Phi-4-mini: three widths. */
export const modelSizes: Readonly<Record<string, readonly WorldModel[]>> = {
  "64 wide": [{ settings: ofWidth(64, 4), seed: 0 }],
  "128 wide": usualModels,
  "192 wide": [{ settings: ofWidth(192, 6), seed: 0 }],
};

export const worldPipelineSettings: PipelineSettings = {
  texts: { realPerClass: 30, manyTimes: 10, test: 1100 },
  candidates: {
    promptsPerClass: 30,
    samples: paperPipeline.samples,
    maxTokens: 96,
    sampling: { temperature: 0.7, topP: 1 },
    stopTexts: [],
    batchSize: 128,
  },
  margins: { folds: 5, lambda: 0.5 },
  pairs: { high: 0.8, middle: [0.25, 0.75], pairsPerPrompt: 1 },
  tuning: {
    beta: 0.1,
    schedule: { epochs: 2, batchSize: 16 },
    learningRates: { likelihood: 1e-3, preference: 2.5e-4 },
    measureEvery: 5,
  },
  writing: { volume: paperPipeline.bestVolume, volumes: paperPipeline.volumes, volumeSeeds: 6 },
};

export const worldWordClassifier: WordClassifierSettings = { epochs: 20, learningRate: 0.5, decay: 1e-3 };
