/** @file One's own texts: few real ones, many that a language model wrote, and what is to be known of them first. */
import type { Example } from "../../data/dataset";
import { type FolderOptions, readFolder } from "../../data/readFolder";
import { syntheticSets } from "../dimp/syntheticSets";
import { nearRepeats } from "./nearRepeats";

/** Texts to compare on. */
export interface YourData {
  name: string;
  /** Class i is `labels[i]`. */
  labels: string[];
  /** Training and validation texts: nothing is chosen by a validation set here. */
  real: Example[];
  generated: Example[];
  /** Empty where there is no test file: the real texts are then tested in turn. */
  test: Example[];
  /** What should be known before a number is believed, a sentence each, with counts. */
  findings: string[];
}

/** Which columns to read, and which of several generated sets. */
export interface YourDataOptions {
  columns?: FolderOptions["columns"];
  synthetic?: string;
}

/**
 * Reads a folder with `train`, `synthetic` and, where there are any, `test` and `validation` files.
 *
 * A text that is also in the test is left out of the others, and a text that repeats an earlier one of its file.
 *
 * @throws RangeError if there is no generated set, or one of several has to be chosen; if the texts are pairs; if there
 *   are fewer than two labels, or a label has one real text only; and as `readFolder` does
 */
export async function readYourData(
  folder: string,
  { columns, synthetic }: YourDataOptions = {},
): Promise<YourData> {
  const dataset = await readFolder(folder, { columns, validationShare: 0, dropDuplicates: true });
  if (Object.keys(dataset.synthetic).length === 0) {
    throw new RangeError("readYourData: folder has no synthetic file, expected one beside train");
  }
  const sets = Object.entries(syntheticSets(dataset, synthetic, (_, texts) => [...texts]));
  if (sets.length > 1) {
    const names = Object.keys(dataset.synthetic).join(", ");
    throw new RangeError(`readYourData: synthetic is missing, expected one of ${names}`);
  }
  const { name, labels, test } = dataset;
  const data = { name, labels, real: [...dataset.train, ...dataset.validation], generated: sets[0][1], test };
  expectClasses(data);
  const found = [...dataset.warnings, ...missingLabels(data), ...nearRepeats(data)];
  return { ...data, findings: found.length > 0 ? found : ["nothing to be told of these files"] };
}

/** The splits by the names that tables show. */
export function splitsOf({ real, generated, test }: Omit<YourData, "findings">): Record<string, Example[]> {
  return { real, generated, ...(test.length > 0 ? { test } : {}) };
}

function expectClasses(data: Omit<YourData, "findings">): void {
  const { labels, real } = data;
  const pairs = Object.values(splitsOf(data))
    .flat()
    .filter(({ textPair }) => textPair !== undefined).length;
  if (pairs > 0) {
    throw new RangeError(`readYourData: ${pairs} rows are pairs of texts, expected single texts`);
  }
  if (labels.length < 2) {
    throw new RangeError(`readYourData: train has the label ${labels[0]} only, expected at least 2 labels`);
  }
  for (const label of labels) {
    if (real.filter((example) => example.label === label).length > 1) continue;
    throw new RangeError(`readYourData: label ${label} has 1 real text, expected at least 2`);
  }
}

function missingLabels(data: Omit<YourData, "findings">): string[] {
  return Object.entries(splitsOf(data)).flatMap(([name, examples]) => {
    const there = new Set(examples.map(({ label }) => label));
    const missing = data.labels.filter((label) => !there.has(label));
    return missing.length > 0 ? [`${name}: no text has the label ${missing.join(", ")}`] : [];
  });
}
