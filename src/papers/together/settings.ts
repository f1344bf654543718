/** @file Settings of the experiments that join all three papers: ours, fixed before any reported seed was run. */
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { WordClassifierSettings } from "../../training/wordClassifier";
import { worldStudySettings } from "../data-study/settings";
import { worldWordClassifier } from "../u-dpo/worldPipelineSettings";

/**
 * The classifier of every arm: softmax regression on words, with the settings that paper A's pipeline has here.
 *
 * Of the two classifiers that stand in the exact world it is the better one by far (.77 on fifty generated texts a class;
 * the encoder of paper C's table has .54 on about as many), it has no epoch to choose, so that real texts need not do double duty, and a text
 * is a step, so that a weight is just the size of that step.
 */
export const togetherClassifier: WordClassifierSettings = worldWordClassifier;

/**
 * The same classifier with a fortieth of the decay and twice the epochs, as paper B's study has it: it learns its texts
 * by heart. Weights can only do what the decay has not done; this one shows how much that is.
 */
export const looseClassifier: WordClassifierSettings = worldStudySettings.classifier;

/** Sizes of `together/1-weighting-after-tuning`. */
export type WeightingSettings = {
  /** How texts are asked for: by topic, paper B's, and by two demonstrations, paper A's. */
  ways: readonly PromptMethodName[];
  /** Generated texts of a class. */
  perClass: number;
  /** How often the generator is asked for a topic of a class. */
  topicsAsked: number;
  /** So many of a run's real test texts. */
  testTexts: number;
};

/** All real texts of paper A's runs, thirty a class, are there for checkers and for training. */
export const weightingSettings: WeightingSettings = {
  ways: ["zero-shot topic", "two-shot"],
  perClass: 50,
  topicsAsked: 24,
  testTexts: 2200,
};

/** Sizes of `together/2-rephrase-or-weigh`. */
export type RephraseSettings = {
  /** Labelled real texts of a class. */
  realPerClass: number;
  /** Generated texts of a class, as they come. */
  perClass: number;
  /** The language model as it is; at lower temperatures fewer labels are wrong. */
  temperature: number;
  /** Texts that may be written beyond those, as shares of their number. */
  budgets: readonly number[];
  /** The share that is dropped where nothing is spent. */
  dropped: number;
  topicsAsked: number;
  testTexts: number;
};

/** Little real text and many wrong labels, where something is to be mended. */
export const rephraseSettings: RephraseSettings = {
  realPerClass: 10,
  perClass: 50,
  temperature: 1,
  budgets: [0.1, 0.25, 0.5, 1],
  dropped: 0.25,
  topicsAsked: 24,
  testTexts: 2200,
};

/** Sizes of `together/3-label-or-generate`. */
export type LabelSettings = {
  /** Real texts of a class: the curve of real texts alone. */
  realPerClass: readonly number[];
  /** Generated texts are put beside at most so many. */
  mostBeside: number;
  /** Generated texts of a class. */
  volumes: readonly number[];
  /** The volume that is also weighted. */
  weightedVolume: number;
  topicsAsked: number;
  testTexts: number;
};

/** Topic prompts show no real text, so that a run's generated texts are the same beside few and beside many. */
export const labelSettings: LabelSettings = {
  realPerClass: [3, 5, 10, 20, 30, 50, 100, 200, 300],
  mostBeside: 100,
  volumes: [50, 100, 200],
  weightedVolume: 100,
  topicsAsked: 24,
  testTexts: 2200,
};
