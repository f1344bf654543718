/** @file A classifier taught by real and generated texts, these weighted: the one way in which all arms are trained. */
import type { Example } from "../../data/dataset";
import { stream } from "../../random/stream";
import type { FittedClassifier } from "../../training/fitClassifier";
import { type WordClassifierSettings, weightedWordClassifier } from "../../training/wordClassifier";
import { testScores } from "../u-dpo/stages/trainedOn";
import { coreSeconds } from "./coreSeconds";
import type { LabelBeliefs, Weighting } from "./weightings";

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

/** What became of it; the classifiers need no freeing. */
export interface Taught {
  /** Trained on the generated texts alone, and on real and generated texts together. */
  alone: FittedClassifier;
  beside: FittedClassifier;
  /** The weights of the generated texts, by the classifier of `alone` as it is in the end. */
  weights: number[];
  /** Seconds of a core: to fit and ask the checkers, and to train `beside`. */
  checking: number;
  training: number;
}

/**
 * Fits the checkers that the weighting needs, then trains twice.
 *
 * Beside generated texts a real one has the weight 1, whatever the weighting.
 *
 * Source:  Kuo et al. 2025, Algorithms 1 and 2.
 * Differs: from Kuo et al. 2025, who train on generated texts alone and choose the epoch by the real ones.
 */
export async function taught({
  seed,
  labels,
  classifier,
  real,
  generated,
  weighting,
}: Lesson): Promise<Taught> {
  const fit = weightedWordClassifier(labels, classifier);
  const random = (part: string) => stream(seed, `together/${part}`);
  const even = () => 1;
  const asked = async (name: "quality" | "diversity", texts: readonly Example[]) => {
    if (!weighting.needs.includes(name)) return undefined;
    return beliefs(await fit(texts, even, random(`${name} checker`)), labels, generated);
  };
  const { value: checked, spent: checking } = await coreSeconds(async () => ({
    logQuality: await asked("quality", real),
    logDiversity: await asked("diversity", generated),
  }));
  const weight = weighting.weightOf(checked as LabelBeliefs, random("weights"));
  const alone = await fit(generated, weight, random("learner"));
  const { value: beside, spent: training } = await coreSeconds(() =>
    fit(
      [...real, ...generated],
      (at, logProb) => (at < real.length ? 1 : weight(at - real.length, logProb)),
      random("learner"),
    ),
  );
  const inTheEnd = await beliefs(alone, labels, generated);
  return { alone, beside, weights: inTheEnd.map((logProb, at) => weight(at, logProb)), checking, training };
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
