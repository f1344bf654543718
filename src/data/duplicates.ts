/** @file Rows that say the same: within a split, and across splits. */
import { type Example, textKey } from "./dataset";

/** Splits by name, in order: the real ones "train", "validation", "test", then the generated sets. */
export type Splits = Record<string, Example[]>;

/** One sentence for each split with repeated texts, and for each split that shares texts with an earlier real one. */
export function duplicateWarnings(splits: Splits): string[] {
  const entries = Object.entries(splits);
  const within = entries.flatMap(([name, examples]) => repeats(name, examples));
  const across = entries.flatMap(([name, examples], i) => {
    return entries.slice(0, Math.min(i, 3)).flatMap(([other, others]) => {
      const keys = new Set(others.map(textKey));
      const shared = examples.filter((example) => keys.has(textKey(example))).length;
      return shared > 0
        ? [`${name}: the text of ${shared} of ${examples.length} rows is also in ${other}`]
        : [];
    });
  });
  return [...within, ...across];
}

/**
 * The splits without what would be counted twice: of rows with the same text in one split the first is kept;
 * rows of training and generated sets go if validation or test has their text, rows of validation if test has it.
 */
export function withoutDuplicates(splits: Splits): Splits {
  const test = keysOf(splits.test);
  const validation = keysOf(splits.validation);
  const kept = Object.entries(splits).map(([name, examples]) => {
    const taken = new Set(name === "test" ? [] : name === "validation" ? test : [...test, ...validation]);
    const left = examples.filter((example) => {
      const key = textKey(example);
      return taken.has(key) ? false : taken.add(key);
    });
    return [name, left];
  });
  return Object.fromEntries(kept);
}

function repeats(name: string, examples: readonly Example[]): string[] {
  const labels = new Map<string, string>();
  let repeated = 0;
  let otherLabel = 0;
  for (const example of examples) {
    const first = labels.get(textKey(example));
    if (first === undefined) labels.set(textKey(example), example.label);
    else repeated += 1;
    if (first !== undefined && first !== example.label) otherLabel += 1;
  }
  if (repeated === 0) return [];
  return [
    `${name}: ${repeated} of ${examples.length} rows repeat the text of an earlier one, ${otherLabel} with another label`,
  ];
}

function keysOf(examples: readonly Example[]): Set<string> {
  return new Set(examples.map(textKey));
}
