/** @file What a training set is worth: a classifier trained on it, held to real test texts. */
import type { Example } from "../../../data/dataset";
import { type TestScores, testScores } from "../../../evaluation/testScores";
import type { Random } from "../../../random/stream";
import type { PipelineScene } from "./scene";

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
