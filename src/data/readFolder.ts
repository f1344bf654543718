/** @file A data set from a folder of files. */
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Dataset, Example } from "./dataset";
import { duplicateWarnings, type Splits, withoutDuplicates } from "./duplicates";
import { type Columns, readExamples } from "./readExamples";
import { dataEnding } from "./readRows";
import { splitValidation } from "./splitValidation";

/** How a folder is read. */
export interface FolderOptions {
  columns?: Columns;
  /** The share of each label that is set aside where there is no validation file; 0.1 if left out, 0 for nothing. */
  validationShare?: number;
  /** The seed of that choice; 0 if left out. */
  seed?: number;
  /** Whether rows with the same text are left out, see `withoutDuplicates`; they are kept if left out. */
  dropDuplicates?: boolean;
}

/**
 * Reads `train`, `validation`, `test` and any `synthetic` or `synthetic_<name>` files of a folder, each .jsonl,
 * .csv (or either with .gz), or .parquet.
 *
 * Without a validation file one is set aside from training, see `splitValidation`; without a test file the test
 * split is empty. Both are said in the warnings, and so are files not read, rows left out, repeated texts, and
 * texts that two splits share.
 *
 * @throws RangeError if there is no training file, or two files of one split; if validation, test or a generated
 *   set has a label that training lacks; and as `readExamples` does
 */
export async function readFolder(folder: string, options: FolderOptions = {}): Promise<Dataset> {
  const { columns, validationShare = 0.1, seed = 0, dropDuplicates = false } = options;
  const { files, warnings } = await findFiles(folder);
  const splits: Splits = { train: [], validation: [], test: [] };
  for (const [split, file] of files) {
    const read = await readExamples(join(folder, file), columns);
    splits[split] = read.examples;
    warnings.push(...read.warnings);
  }
  const labels = sortedLabels(splits.train);
  for (const [split, file] of files) checkLabels(file, splits[split], labels);

  warnings.push(...duplicateWarnings(splits));
  const { train, validation, test, ...synthetic } = dropDuplicates ? withoutDuplicates(splits) : splits;
  if (dropDuplicates) warnings.push(...droppedWarnings(splits, { train, validation, test, ...synthetic }));
  if (!files.has("test")) warnings.push("no test file: the test split has 0 rows");
  const dataset = { name: basename(resolve(folder)), labels, train, validation, test, synthetic, warnings };
  if (files.has("validation") || validationShare === 0) return dataset;
  const parts = splitValidation(train, { share: validationShare, seed });
  warnings.push(
    `no validation file: ${parts.validation.length} of ${train.length} rows of train are set aside for it, seed ${seed}`,
  );
  return { ...dataset, ...parts };
}

/** The file of each split, by the split's name: "synthetic_baseline.jsonl" is of "baseline". */
async function findFiles(folder: string): Promise<{ files: Map<string, string>; warnings: string[] }> {
  const names = await readdir(folder).catch(() => {
    throw new RangeError(`readFolder: folder is ${folder}, expected a folder that can be read`);
  });
  const files = new Map<string, string>();
  const warnings: string[] = [];
  for (const file of names.filter((name) => dataEnding.test(name)).sort()) {
    const split = splitOf(file.replace(dataEnding, ""));
    const other = files.get(split ?? "");
    if (other !== undefined) {
      throw new RangeError(`readFolder: folder has ${other} and ${file}, expected one file of ${split}`);
    }
    if (split === undefined) warnings.push(`${file}: not read, as it is of no split`);
    else files.set(split, file);
  }
  if (!files.has("train")) {
    throw new RangeError(
      `readFolder: folder has ${names.sort().join(", ") || "no files"}, expected also a train file`,
    );
  }
  return { files, warnings };
}

function splitOf(stem: string): string | undefined {
  if (["train", "validation", "test", "synthetic"].includes(stem)) return stem;
  const name = /^synthetic[_-](.+)$/.exec(stem)?.[1];
  return name !== undefined && !["train", "validation", "test"].includes(name) ? name : undefined;
}

/** Whole numbers in their order, anything else by character code. */
function sortedLabels(examples: readonly Example[]): string[] {
  const labels = [...new Set(examples.map((example) => example.label))];
  const numbers = labels.every((label) => /^-?\d+$/.test(label));
  return numbers ? labels.sort((a, b) => Number(a) - Number(b)) : labels.sort();
}

function checkLabels(file: string, examples: readonly Example[], labels: readonly string[]): void {
  const known = new Set(labels);
  const unknown = examples.filter((example) => !known.has(example.label));
  if (unknown.length === 0) return;
  const names = [...new Set(unknown.map((example) => example.label))].slice(0, 5);
  throw new RangeError(
    `readFolder: ${file} has ${unknown.length} rows with labels ${names.join(", ")}, expected labels of train: ${labels.join(", ")}`,
  );
}

function droppedWarnings(before: Splits, after: Splits): string[] {
  return Object.keys(before).flatMap((name) => {
    const dropped = before[name].length - after[name].length;
    return dropped > 0 ? [`${name}: ${dropped} rows left out as duplicates`] : [];
  });
}
