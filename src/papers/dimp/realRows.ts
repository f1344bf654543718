/**
 * @file The rows of `dimp/5.2-real-data`: what a data set has, in the parts that the paper trains on.
 */
import { type Dataset, type Example, textKey } from "../../data/dataset";
import { stratifiedSubsample } from "../../data/subsample";
import { stream } from "../../random/stream";
import type { TableSettings } from "./settings";
import { syntheticSets } from "./syntheticSets";

/** The name of the source that stands where a data set has no generated texts. */
export const noisySource = "noisy real";

/**
 * The rows of every source and of the test, drawn once and for all seeds.
 *
 * The small real set is the validation split, as in the paper; where there is no generated set, real rows that are
 * still to be given noise take its place.
 *
 * @param chosen name of one of several synthetic sets
 * @throws RangeError if validation or test has no rows, or there is no synthetic set of that name
 */
export function realRows(
  dataset: Dataset,
  { rows }: TableSettings,
  chosen?: string,
): Record<string, Example[]> {
  for (const split of ["validation", "test"] as const) {
    if (dataset[split].length === 0) throw new RangeError(`realRows: ${split} has 0 rows, expected some`);
  }
  const random = stream(0, "dimp/real rows");
  const draw = (name: string, examples: readonly Example[], count: number) =>
    stratifiedSubsample(examples, Math.min(count, examples.length), random.child(name));
  // What P' and the test know is not trained on: some sets have their validation split in train.
  const seen = new Set([...dataset.validation, ...dataset.test].map(textKey));
  const train = dataset.train.filter((example) => !seen.has(textKey(example)));
  const hasSynthetic = Object.keys(dataset.synthetic).length > 0 || chosen !== undefined;
  // Noise makes four rows of three: in the end as many as a synthetic set has.
  const beforeNoise = () => draw(noisySource, train, Math.floor((3 * rows.synthetic) / 4));
  return {
    "small real": draw("small real", dataset.validation, rows.smallReal),
    ...(hasSynthetic
      ? syntheticSets(dataset, chosen, (name, set) => draw(name, set, rows.synthetic))
      : { [noisySource]: beforeNoise() }),
    "large real": draw("large real", train, rows.largeReal),
    test: draw("test", dataset.test, rows.test),
  };
}
