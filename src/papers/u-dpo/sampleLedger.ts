/** @file Generated texts with their tokens, one line of JSON each, only ever appended to. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** One generated text. */
export interface SampleRecord {
  data: string;
  /** The form of the prompt. */
  source: string;
  /** The sampling setting. */
  method: string;
  seed: number;
  label: string;
  /** The first words of each demonstration: enough to know it by. */
  demonstrations: string[];
  sample: number;
  /** The text, token by token. */
  pieces: string[];
  /** Of each token, in nats, at temperature 1. */
  logProbs: number[];
  finish: string;
}

/** Writes texts through to the disk, in one write, so that a kill can tear the last line only. */
export function appendSamples(file: string, records: readonly SampleRecord[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8"));
  const handle = openSync(file, "a");
  try {
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    // A torn line is ended, and left out when read.
    const bytes = Buffer.from(torn ? `\n${lines}` : lines);
    const written = writeSync(handle, bytes);
    if (written !== bytes.length) {
      throw new Error(`appendSamples: ${written} of ${bytes.length} bytes were written to ${file}`);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * The texts of a ledger: of the same text written twice, as after a kill, the later one; torn lines left out.
 *
 * @throws RangeError if the file is missing
 */
export function readSamples(file: string): SampleRecord[] {
  if (!existsSync(file)) {
    throw new RangeError(`readSamples: file is ${file}, expected one that is there`);
  }
  const records = new Map<string, SampleRecord>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const record = parseLine(line);
    if (record === undefined) continue;
    const { data, source, method, seed, label, sample } = record;
    records.set(JSON.stringify([data, source, method, seed, label, sample]), record);
  }
  return [...records.values()];
}

function parseLine(line: string): SampleRecord | undefined {
  try {
    const record = JSON.parse(line) as SampleRecord;
    return record.pieces.length === record.logProbs.length ? record : undefined;
  } catch {
    return undefined;
  }
}
