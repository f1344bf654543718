/** @file Which fields of a domain a classifier takes for one another. */

import type { Example } from "../../data/dataset";
import { confusionCounts } from "../../evaluation/confusionCounts";
import { argMax } from "../../statistics/argMax";
import { wordClassifier } from "../../training/wordClassifier";
import type { Study } from "./study";
import { studyStream } from "./studyStream";

/** How often texts of one field were said to be of another. */
export interface ConfusionShare {
  actual: string;
  predicted: string;
  /** Of the actual field's texts. */
  share: number;
}

/**
 * The shares of each field's test texts that a classifier trained on some texts gives to each field of the domain.
 *
 * @returns all pairs of fields that have a test text; the shares of an actual field sum to 1
 */
export async function domainConfusion(
  { settings }: Pick<Study, "settings">,
  { labels, train, test }: { labels: readonly string[]; train: readonly Example[]; test: readonly Example[] },
  seed: number,
): Promise<ConfusionShare[]> {
  const classifier = await wordClassifier(labels, settings.classifier)(train, studyStream(seed, "learner"));
  const logProbs = await classifier.logProbs(test.map(({ text }) => text));
  const predicted = logProbs.map(argMax);
  const actual = test.map(({ label }) => labels.indexOf(label));
  return confusionCounts(predicted, actual, labels.length).flatMap((counts, at) => {
    const size = counts.reduce((sum, count) => sum + count, 0);
    if (size === 0) return [];
    return counts.map((count, to) => ({ actual: labels[at], predicted: labels[to], share: count / size }));
  });
}
