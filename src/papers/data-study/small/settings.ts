/** @file Settings of the study at scale `small`: six real sets, Gemma 3 270M, MiniLM. */
import type { FrozenClassifierSettings } from "../../../training/frozenClassifier";
import { paperStudy } from "../settings";

/** Everything that decides the numbers at scale `small`. */
export type SmallStudySettings = {
  /** Real texts that a run has labels for, labels as frequent as in the set; all of them may be shown. */
  raw: number;
  /** Real texts that classifiers are tested on, the same for all seeds. */
  test: number;
  /** Texts, or pairs, that a method is asked for, labels in turn. */
  synthetic: number;
  /** Test texts whose label the generator says. */
  ownTexts: number;
  /** Texts of a set that are measured: as many of each, since most measures change with their number. */
  measured: number;
  /** How often each label is asked for a list of topics. */
  topicLists: number;
  sampling: { temperature: number; topP: number };
  /**
   * Most tokens of a text that is written, of the first and the second of a pair, of a text in a demonstration, of a
   * list of topics, of a text whose label the generator says.
   */
  tokens: { text: number; first: number; second: number; shown: number; topics: number; read: number };
  /** Classifiers for each training set: as many heads, orders and dropouts on the same texts. */
  learners: number;
  classifier: FrozenClassifierSettings;
};

/**
 * Two cores, about ten minutes for a set and a seed.
 *
 * Real texts are as many as the paper's; generated ones fewer by far, since a laptop writes some hundred tokens a
 * second. Sampling and classifier are those of paper A's run at this scale, but for longer texts, since pairs are read
 * together. Nothing was chosen by results.
 */
export const smallStudySettings: SmallStudySettings = {
  raw: paperStudy.raw,
  test: 400,
  synthetic: 48,
  ownTexts: 60,
  measured: 30,
  topicLists: 5,
  sampling: { temperature: 0.8, topP: 0.95 },
  tokens: { text: 40, first: 40, second: 20, shown: 26, topics: 24, read: 64 },
  learners: 2,
  classifier: {
    maxTokens: 96,
    frozenLayers: 5,
    rowsSeen: 1200,
    schedule: { batchSize: 32, learningRate: 5e-4, warmupShare: 0.1 },
  },
};
