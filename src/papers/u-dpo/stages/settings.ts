/** @file Settings of the U-DPO paper's Section 4, and ours for what it leaves open. */
import type { PairSettings } from "../../../preference/preferencePairs";
import type { TuningSchedule } from "../../../training/tuneDecoder";
import type { Sampling } from "../sampling";

/** What the paper states. Source: U-DPO, Table 1 and Sections 4.1, 4.5. */
export const paperPipeline = {
  beta: 1,
  learningRate: 2e-5,
  batchSize: 2,
  epochs: 3,
  demonstrations: 2,
  samples: 5,
  volumes: [10, 30, 50, 100, 150],
  /** The volume that was best on average. */
  bestVolume: 50,
  runs: 20,
  /** Of GPT-4o's prompts. */
  prompting: [0, 2, 3, 5],
};

/** The ways to tune a generator on pairs. */
export type PreferenceWay = "unfilteredDpo" | "unfilteredUtilityDpo" | "dpo" | "utilityDpo";

/** Everything that decides the numbers of a run at one scale, stage by stage: a stage depends on those above it. */
export type PipelineSettings = {
  texts: {
    realPerClass: number;
    /** How many times as many the upper bound has. */
    manyTimes: number;
    test: number;
  };
  candidates: {
    promptsPerClass: number;
    /** n, candidates of a prompt. */
    samples: number;
    maxTokens: number;
    sampling: Sampling;
    /** Texts at which a sample ends, beside the model's own end. */
    stopTexts: readonly string[];
    /** Texts at a time; the numbers do not depend on it. */
    batchSize: number;
    /** Texts are kept on disk after about so many; absent: once all are written. */
    textsAtATime?: number;
  };
  margins: {
    /** The margin classifier has a member for each fold of the real texts. */
    folds: number;
    /** λ of Eq. 4. */
    lambda: number;
  };
  pairs: Omit<PairSettings, "demonstrations">;
  tuning: {
    /** β of DPO. */
    beta: number;
    schedule: Omit<TuningSchedule, "learningRate">;
    /** `preference` is that of every way to tune on pairs that has none of its own; controls have that of their way. */
    learningRates: { likelihood: number; preference: number } & Partial<Record<PreferenceWay, number>>;
    /** The reward accuracy is measured after every so many steps. */
    measureEvery: number;
    /** A tuning is kept on disk after every so many steps; absent: once it is done. */
    checkpointEvery?: number;
  };
  writing: {
    /** Texts of a class that train a classifier where nothing else is said. */
    volume: number;
    /** The sweep of Section 4.5. */
    volumes: readonly number[];
    /** The volumes other than `volume` are run on so many seeds only. */
    volumeSeeds: number;
    /** So are the arms that only explain others. */
    controlSeeds: number;
  };
  /** The generator's own answers. */
  prompting: {
    demonstrations: readonly number[];
    /** Test texts, each scored under every class's prompt. */
    test: number;
    seeds: number;
  };
};
