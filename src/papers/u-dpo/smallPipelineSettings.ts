/** @file Settings of the pipeline at scale `small`: Gemma 3 270M, MiniLM and abstracts on a laptop. */
import type { AdapterSettings } from "../../models/adapterSettings";
import type { FrozenClassifierSettings } from "../../training/frozenClassifier";
import { smallGenerator } from "./generationSettings";
import type { PipelineSettings } from "./stages/settings";

/** Everything that decides the numbers at scale `small`. */
export type SmallPipelineSettings = {
  /** Tokens of a demonstration: as many first sentences as fit. */
  demonstrationTokens: number;
  /** The low-rank adapter that is tuned; the model's own weights stay. */
  adapter: AdapterSettings;
  classifier: FrozenClassifierSettings;
  pipeline: PipelineSettings;
  /** What the one run has beside its stages. */
  run: {
    /** Prompts of each class whose pairs are not tuned on. */
    heldOutPromptsPerClass: number;
    /** Texts of a class that an arm is asked for; the first usable ones, `writing.volume` of them, are taken. */
    askedPerClass: number;
  };
};

/**
 * One idle core, about half an hour.
 *
 * Few real texts, since that is where generated ones are wanted; texts of about 45 words, since a text costs by its
 * tokens. Two demonstrations, five candidates and batches of two pairs are the paper's, the other numbers ours. The
 * classifier's frozen layers and rate are those of highest accuracy on the validation split, of three tried with 20
 * real texts a class and 2,000 rows seen: .715, with four frozen layers .702 at 2e-4. β is DPO's usual one; the rates
 * of tuning are what low-rank adapters are usually given, and were not held to validation.
 */
export const smallPipelineSettings: SmallPipelineSettings = {
  demonstrationTokens: 60,
  adapter: {
    rank: 8,
    alpha: 16,
    targets: ["q_proj", "k_proj", "v_proj", "o_proj"],
    baseModel: smallGenerator,
  },
  classifier: {
    maxTokens: 64,
    frozenLayers: 5,
    rowsSeen: 1500,
    schedule: { batchSize: 32, learningRate: 5e-4, warmupShare: 0.1 },
  },
  pipeline: {
    texts: { realPerClass: 20, manyTimes: 1, test: 1100 },
    candidates: {
      promptsPerClass: 8,
      samples: 5,
      maxTokens: 64,
      sampling: { temperature: 0.8, topP: 0.95 },
      // An abstract is one paragraph.
      stopTexts: ["\n"],
      batchSize: 40,
      textsAtATime: 40,
    },
    margins: { folds: 3, lambda: 0.5 },
    pairs: { high: 1, middle: [0.25, 0.75], pairsPerPrompt: 1 },
    tuning: {
      beta: 0.1,
      schedule: { epochs: 1, batchSize: 2, warmupShare: 0.1 },
      learningRates: { likelihood: 1e-4, preference: 1e-4 },
      measureEvery: 22,
      checkpointEvery: 4,
    },
    writing: { volume: 10, volumes: [10], volumeSeeds: 0, controlSeeds: 0 },
    prompting: { demonstrations: [], test: 0, seeds: 0 },
  },
  run: { heldOutPromptsPerClass: 2, askedPerClass: 14 },
};
