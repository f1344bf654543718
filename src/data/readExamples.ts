/** @file Examples from one data file. */
import { basename } from "node:path";
import type { Example } from "./dataset";
import { type Row, readRows } from "./readRows";

/** Which columns hold the texts and the label. */
export interface Columns {
  text?: string;
  /** Left out: the column "textPair", where the file has one. */
  textPair?: string;
  label?: string;
}

/** The examples of one file, and what was noticed in reading it. */
export interface ReadExamples {
  examples: Example[];
  warnings: string[];
}

/**
 * Reads the examples of one file: .jsonl, .csv (or either with .gz), or .parquet.
 *
 * White space at the ends of texts and labels is removed; numbers and truth values as labels become strings.
 * Rows with an empty text are left out, and counted in a warning. Other columns are not read.
 *
 * @throws RangeError if the file has no rows, a row lacks a column, or a label is empty
 * @throws TypeError if a text is not a string, or a label not a string, number or truth value
 */
export async function readExamples(file: string, columns: Columns = {}): Promise<ReadExamples> {
  const name = basename(file);
  const rows = await readRows(file);
  if (rows.length === 0) throw new RangeError(`readExamples: ${name} has 0 rows, expected at least 1`);
  const { text = "text", textPair = "textPair", label = "label" } = columns;
  const paired = columns.textPair !== undefined || rows.some((row) => Object.hasOwn(row.values, textPair));
  const read = rows.map((row): Example => {
    const first = readText(name, row, text);
    const second = paired ? { textPair: readText(name, row, textPair) } : {};
    return { text: first, ...second, label: readLabel(name, row, label) };
  });
  const examples = read.filter((example) => example.text !== "" && example.textPair !== "");
  if (examples.length === 0)
    throw new RangeError(`readExamples: ${name} has empty texts only, expected others`);
  const empty = read.length - examples.length;
  const warnings =
    empty > 0 ? [`${name}: ${empty} of ${read.length} rows have an empty text and are left out`] : [];
  return { examples, warnings };
}

function readText(name: string, row: Row, column: string): string {
  const value = readValue(name, row, column);
  if (typeof value !== "string") {
    throw new TypeError(
      `readExamples: ${name} ${row.place} column "${column}" is ${show(value)}, expected a string`,
    );
  }
  return value.trim();
}

function readLabel(name: string, row: Row, column: string): string {
  const value = readValue(name, row, column);
  if (!["string", "number", "bigint", "boolean"].includes(typeof value)) {
    throw new TypeError(
      `readExamples: ${name} ${row.place} column "${column}" is ${show(value)}, expected a string or number`,
    );
  }
  const label = String(value).trim();
  if (label === "") {
    throw new RangeError(`readExamples: ${name} ${row.place} column "${column}" is empty, expected a label`);
  }
  return label;
}

function readValue(name: string, row: Row, column: string): unknown {
  if (!Object.hasOwn(row.values, column)) {
    const found = Object.keys(row.values).join(", ");
    throw new RangeError(
      `readExamples: ${name} ${row.place} has columns ${found}, expected also "${column}"`,
    );
  }
  return row.values[column];
}

function show(value: unknown): string {
  return typeof value === "bigint" ? `${value}` : (JSON.stringify(value)?.slice(0, 40) ?? "undefined");
}
