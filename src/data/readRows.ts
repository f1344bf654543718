/** @file Rows of a data file, whatever its format: JSON lines, CSV (both also gzipped) or Parquet. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { TextDecoder } from "node:util";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/** One row, and where it stands, to name it in errors: "line 3". */
export interface Row {
  place: string;
  values: Record<string, unknown>;
}

/** How the name of a file ends that `readRows` can read. */
export const dataEnding = /\.(?:jsonl|csv|parquet|jsonl\.gz|csv\.gz)$/;

/**
 * Reads every row of a file.
 *
 * @throws RangeError with the file's name and, where there is one, the line, if the file cannot be read as its
 *   ending says
 */
export async function readRows(file: string): Promise<Row[]> {
  const name = basename(file);
  if (!dataEnding.test(name)) {
    throw new RangeError(
      `readRows: file is ${name}, expected .jsonl, .csv (or either with .gz), or .parquet`,
    );
  }
  const bytes = await readFile(file).catch((error: Error) => refuse(name, "cannot be read", error));
  if (name.endsWith(".parquet")) return parquetRows(name, bytes);
  const text = decode(name, name.endsWith(".gz") ? unzip(name, bytes) : bytes);
  return /\.csv(\.gz)?$/.test(name) ? csvRows(name, text) : jsonRows(name, text);
}

/** Lines end with LF alone: inside a JSON string, U+2028 and the like are characters as others are. */
function jsonRows(name: string, text: string): Row[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `line ${index + 1}`;
    return [{ place, values: jsonObject(name, place, line) }];
  });
}

function jsonObject(name: string, place: string, line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    refuse(name, `${place} is not JSON`, error as Error);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RangeError(`readRows: ${name} ${place} is ${line.slice(0, 40)}, expected a JSON object`);
  }
  return value as Record<string, unknown>;
}

function csvRows(name: string, text: string): Row[] {
  const columns = (header: string[]) => {
    const twice = header.find((column, i) => header.indexOf(column) < i);
    if (twice !== undefined) throw new RangeError(`column "${twice}" occurs twice`);
    return header;
  };
  try {
    const records = parse(text, { columns, info: true, skip_empty_lines: true }) as unknown as CsvRecord[];
    return records.map(({ record, info }) => ({ place: `line ${info.lines}`, values: record }));
  } catch (error) {
    return refuse(name, "is not CSV", error as Error);
  }
}

interface CsvRecord {
  record: Record<string, string>;
  info: { lines: number };
}

async function parquetRows(name: string, bytes: Buffer): Promise<Row[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const rows = await parquetReadObjects({ file, compressors });
    return rows.map((values, index) => ({ place: `row ${index + 1}`, values }));
  } catch (error) {
    return refuse(name, "is not Parquet", error as Error);
  }
}

function unzip(name: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    return refuse(name, "is not gzip", error as Error);
  }
}

function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return refuse(name, "is not UTF-8", error as Error);
  }
}

function refuse(name: string, what: string, error: Error): never {
  throw new RangeError(`readRows: ${name} ${what} (${error.message.split("\n")[0]})`, { cause: error });
}
