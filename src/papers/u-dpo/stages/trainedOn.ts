/** @file What a training set is worth: a classifier trained on it, held to real test texts. */
import type { Example } from "../../../data/dataset";
import { accuracy } from "../../../evaluation/accuracy";
import { macroF1 } from "../../../evaluation/macroF1";
import type { Random } from "../../../random/stream";
import type { PipelineScene } from "./scene";

/** Scores on test texts, from 0 to 1. */
export type TestScores = { accuracy: number; macroF1: number };

/**
 * Trains the scene's classifier on some texts and tests it.
 *
 * @param random the same stream for training sets that are to be compared
 */
export async function trainedOn(
  scene: Pick<PipelineScene, "fit" | "labels">,
  examples: readonly Example[],
  test: readonly Example[],
  random: Random,
  signal?: AbortSignal,
): Promise<TestScores> {
  const classifier = await scene.fit(examples, random, signal);
  try {
    const texts = test.map(({ text }) => text);
    const rows = await classifier.logProbs(texts, signal);
    return testScores(rows, test, scene.labels);
  } finally {
    classifier.dispose();
  }
}

/** Scores of what a classifier says, by the class that it finds likeliest. */
export function testScores(
  rows: readonly ArrayLike<number>[],
  test: readonly Example[],
  labels: readonly string[],
): TestScores {
  const predicted = rows.map((row) => {
    const scores = Array.from(row);
    return scores.indexOf(Math.max(...scores));
  });
  const actual = test.map(({ label }) => labels.indexOf(label));
  return { accuracy: accuracy(predicted, actual), macroF1: macroF1(predicted, actual, labels.length) };
}
