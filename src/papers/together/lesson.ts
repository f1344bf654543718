/** @file A classifier taught by real and generated texts, these weighted: the one way in which all arms are trained. */
import type { Example } from "../../data/dataset";
import { testScores } from "../../evaluation/testScores";
import { stream } from "../../random/stream";
import type { FittedClassifier } from "../../training/fitClassifier";
import {
  type TextWeight,
  type WordClassifierSettings,
  weightedWordClassifier,
} from "../../training/wordClassifier";
import type { CheckerName } from "../dimp/methods";
import { coreSeconds } from "./coreSeconds";
import type { Weighting } from "./weightings";

/** What a lesson is made of. */
export interface Lesson {
  seed: number;
  labels: readonly string[];
  classifier: WordClassifierSettings;
  /** What the quality checker is fitted on. */
  real: readonly Example[];
  generated: readonly Example[];
  weighting: Weighting;
}

/** A lesson that is ready to be taught: its checkers were fitted and asked. */
export interface ReadyLesson {
  /** Seconds of a core that the checkers took. */
  checking: number;
  /** Trained on the generated texts alone. */
  alone(): Promise<FittedClassifier>;
  /** Trained on real and generated texts, a real one with the weight 1; and the seconds of a core that it took. */
  beside(): Promise<{ value: FittedClassifier; spent: number }>;
  /** The weights of the generated texts, with a classifier as it is. */
  weightsBy(classifier: FittedClassifier): Promise<number[]>;
}

/**
 * Fits the checkers that the weighting needs.
 *
 * Source:  Kuo et al. 2025, Algorithms 1 and 2.
 * Differs: from Kuo et al. 2025, who train on generated texts alone and choose the epoch by the real ones.
 */
export async function readyLesson(lesson: Lesson): Promise<ReadyLesson> {
  const { seed, labels, classifier, real, generated, weighting } = lesson;
  const fit = weightedWordClassifier(labels, classifier);
  const random = (part: string) => stream(seed, `together/${part}`);
  const asked = async (name: CheckerName, texts: readonly Example[]) => {
    if (!weighting.needs.includes(name)) return undefined;
    return beliefs(await fit(texts, () => 1, random(`${name} checker`)), labels, generated);
  };
  const { value: checked, spent: checking } = await coreSeconds(async () => ({
    logQuality: await asked("quality", real),
    logDiversity: await asked("diversity", generated),
  }));
  const weight = weighting.weightOf(checked, random("weights"));
  const besideWeight: TextWeight = (at, logProb) =>
    at < real.length ? 1 : weight(at - real.length, logProb);
  return {
    checking,
    alone: () => fit(generated, weight, random("learner")),
    beside: () => coreSeconds(() => fit([...real, ...generated], besideWeight, random("learner"))),
    weightsBy: async (one) =>
      (await beliefs(one, labels, generated)).map((logProb, at) => weight(at, logProb)),
  };
}

/** log p(y | x) of each text's own label. */
export async function beliefs(
  classifier: FittedClassifier,
  labels: readonly string[],
  texts: readonly Example[],
): Promise<number[]> {
  const rows = await classifier.logProbs(texts.map(({ text }) => text));
  return rows.map((row, at) => row[labels.indexOf(texts[at].label)]);
}

/** The share of test texts that a classifier gets right. */
export async function accuracyOn(
  classifier: FittedClassifier,
  labels: readonly string[],
  test: readonly Example[],
): Promise<number> {
  return testScores(await classifier.logProbs(test.map(({ text }) => text)), test, labels).accuracy;
}

/** A classifier of real texts alone: the quality checker, and what generated texts have to beat. */
export async function taughtByReal({
  seed,
  labels,
  classifier,
  real,
}: Omit<Lesson, "generated" | "weighting">): Promise<FittedClassifier> {
  return weightedWordClassifier(labels, classifier)(real, () => 1, stream(seed, "together/quality checker"));
}
