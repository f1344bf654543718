/** @file Settings of the empirical study of data generation, and ours for what it leaves open. */
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { WordClassifierSettings } from "../../training/wordClassifier";

/** What the paper states. Source: arXiv 2407.12813, method, results and open questions. */
export const paperStudy = {
  methods: ["zero-shot", "zero-shot topic", "one-shot", "few-shot 3", "few-shot 5"],
  /** Real examples of a task, and texts generated from them. */
  raw: 100,
  synthetic: 1000,
  volumes: [100, 500, 1000, 2000],
  generator: "GPT-3.5",
  learner: "RoBERTa",
} as const satisfies { methods: readonly PromptMethodName[]; [fact: string]: unknown };

/** Everything that decides the numbers of the study at one scale. */
export type StudySettings = {
  /** Real texts of each class that a run has labels for. */
  rawPerClass: number;
  /** So many of them, the first of each class, may be shown in prompts. */
  shownPerClass: number;
  /** Texts that a method writes where nothing else is said. */
  synthetic: number;
  test: number;
  /** The paper does not state it. */
  temperature: number;
  maxTokens: number;
  /** How often each class is asked for a topic before the list of topics is closed. */
  topicsAsked: number;
  classifier: WordClassifierSettings;
};

/**
 * The study in the exact world: eleven fields, nine real texts of each, as the paper's 100 examples.
 *
 * Texts are sampled from the model as it is, at temperature 1; `data-study/4-diversity` has others. Nothing was chosen
 * by results.
 */
export const worldStudySettings: StudySettings = {
  rawPerClass: 9,
  shownPerClass: 6,
  synthetic: paperStudy.synthetic,
  test: 1100,
  temperature: 1,
  maxTokens: 96,
  topicsAsked: 24,
  classifier: { epochs: 20, learningRate: 0.5, decay: 1e-3 },
};
