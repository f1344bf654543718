/** @file A data set as a folder of files that `readFolder` reads. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../text/writeWhole";
import type { Example } from "./dataset";

/**
 * Writes each split as `<name>.jsonl`: "train", "validation", "test", "synthetic" or "synthetic_<name>".
 *
 * Files of those names are replaced, each at once; others stay.
 *
 * @throws RangeError if a split has no rows
 */
export function writeFolder(folder: string, splits: Readonly<Record<string, readonly Example[]>>): void {
  for (const [name, examples] of Object.entries(splits)) {
    if (examples.length === 0) throw new RangeError(`writeFolder: ${name} has 0 rows, expected at least 1`);
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, examples] of Object.entries(splits)) {
    const lines = examples.map(
      ({ text, textPair, label }) => `${JSON.stringify({ text, textPair, label })}\n`,
    );
    writeWhole(join(folder, `${name}.jsonl`), lines.join(""));
  }
}
