/** @file The real texts of a run: those that it has labels for, and those that it is tested on. */
import type { Dataset, Example } from "../../../data/dataset";
import { stratifiedSubsample } from "../../../data/subsample";
import { studyStream } from "../studyStream";
import type { SmallStudySettings } from "./settings";

export interface RealRows {
  raw: readonly Example[];
  test: readonly Example[];
}

/**
 * Draws the test once and for all seeds, the texts with labels anew for each.
 *
 * The test is from the test split, or from validation where there is none. Where training has fewer texts than a run
 * needs, the rest of that split is added to it.
 *
 * @throws RangeError if there are too few texts, or none to test on
 */
export function realRows(
  dataset: Dataset,
  { raw, test }: Pick<SmallStudySettings, "raw" | "test">,
  seed: number,
): RealRows {
  const held = dataset.test.length > 0 ? dataset.test : dataset.validation;
  const missing = Math.max(0, raw - dataset.train.length);
  const count = Math.min(test, held.length - missing);
  if (count < 1) {
    throw new RangeError(`realRows: ${dataset.name} has ${held.length} texts to test on, expected more`);
  }
  const tested = stratifiedSubsample(held, count, studyStream(0, "small/test"));
  const chosen = new Set(tested);
  const left = missing > 0 ? held.filter((example) => !chosen.has(example)) : [];
  const pool = [...dataset.train, ...left];
  return { raw: stratifiedSubsample(pool, raw, studyStream(seed, "small/raw")), test: tested };
}
