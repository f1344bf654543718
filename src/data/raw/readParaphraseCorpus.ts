/** @file The Microsoft Research Paraphrase Corpus as it is given out: pairs of sentences between tabs. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Example } from "../dataset";

/**
 * Reads `msr_paraphrase_train.txt` or `msr_paraphrase_test.txt`.
 *
 * No CSV reader will do: a quotation mark is a character like others, and rows may begin with a single one.
 *
 * Source: Dolan and Brockett 2005, Section 3; Microsoft's licence for research.
 *
 * @returns the pairs in their order, labelled equivalent or not_equivalent
 * @throws RangeError if the file has another header, or a row not five fields with 0 or 1 in the first
 */
export function readParaphraseCorpus(file: string): Example[] {
  const name = basename(file);
  const [header, ...lines] = readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  if (header.split("\t").length !== 5 || !header.startsWith("Quality")) {
    throw new RangeError(
      `readParaphraseCorpus: ${name} begins with ${JSON.stringify(header.slice(0, 40))}, expected "Quality" and four fields`,
    );
  }
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const [quality, , , text, textPair] = line.split("\t");
    const label = labels[quality];
    if (label === undefined || !textPair?.trim() || !text.trim()) {
      throw new RangeError(
        `readParaphraseCorpus: ${name} line ${i + 2} is ${JSON.stringify(line.slice(0, 40))}, ` +
          "expected 0 or 1, two numbers and two sentences between tabs",
      );
    }
    return [{ text: text.trim(), textPair: textPair.trim(), label }];
  });
}

const labels: Readonly<Record<string, string>> = { "0": "not_equivalent", "1": "equivalent" };
