/** @file Labelled texts as a CSV file, as spreadsheets and other libraries read it. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../text/writeWhole";
import type { Example } from "./dataset";

/**
 * Writes texts with their labels, below the line `text,label`; a file that is there is replaced at once.
 *
 * Source:  RFC 4180, Section 2: a field with a comma, a quotation mark or a line break stands in quotation marks.
 * Differs: lines end with LF alone.
 *
 * @throws RangeError if an example is a pair of texts
 */
export function writeCsv(file: string, examples: readonly Example[]): void {
  const lines = examples.map(({ text, textPair, label }, at) => {
    if (textPair === undefined) return `${field(text)},${field(label)}\n`;
    throw new RangeError(`writeCsv: example ${at} is a pair of texts, expected one text`);
  });
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, `text,label\n${lines.join("")}`);
}

function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
