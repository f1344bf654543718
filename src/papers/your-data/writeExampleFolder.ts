/** @file A folder of CSV files as somebody might bring it, from the exact world: `your-data` without data of one's own. */
import { join } from "node:path";
import { worldDataset } from "../../data/world/worldDataset";
import type { WorldText } from "../../data/world/worldDistribution";
import { writeCsv } from "../../data/writeCsv";
import { worldKnobs } from "../world/worldKnobs";

/** Where the example lies, unless told otherwise: git ignores it. */
const exampleFolder = join(".synthclass", "data", "example");

/** Two pairs of fields that are easy to confuse. */
const fields = 4;
const perField = { train: 20, test: 120, synthetic: 150 };

/**
 * Writes `train.csv`, `test.csv` and `synthetic.csv`, the same on every machine: 80 real texts to train on, 480 to test
 * with, and 600 generated ones, some of whose labels are wrong.
 *
 * As in files from anywhere, there is something to find: a generated text stands there twice, another is one of the
 * test, and one is empty.
 *
 * @returns the folder
 */
export function writeExampleFolder(folder: string = exampleFolder): string {
  const sizes = { train: 600, validation: 0, test: 2400, synthetic: 3200 };
  const { labels, train, test, synthetic } = worldDataset({ sizes, knobs: worldKnobs, seed: 0 });
  const kept = labels.slice(0, fields);
  const firstOf = (texts: readonly WorldText[], count: number) => {
    const byLabel = kept.map((label) => texts.filter((text) => text.label === label).slice(0, count));
    const chosen = new Set(byLabel.flat());
    return texts.filter((text) => chosen.has(text));
  };
  const tests = firstOf(test, perField.test);
  const generated = firstOf(synthetic.synthetic, perField.synthetic);
  const faults = [generated[3], tests[5], { text: " ", label: kept[0] }];
  writeCsv(join(folder, "train.csv"), firstOf(train, perField.train));
  writeCsv(join(folder, "test.csv"), tests);
  writeCsv(join(folder, "synthetic.csv"), [...generated, ...faults]);
  return folder;
}
