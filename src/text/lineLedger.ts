/**
 * @file A ledger: one line of JSON per record, only ever appended to, which a kill cannot spoil.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { lockFile } from "./fileLock";

/** What a ledger can hold: each record has a key of its own. */
export interface Keyed {
  readonly key: string;
}

/** A value read from outside as a record, checked; `where` opens the message of a refusal. */
export type ExpectRecord<Row extends Keyed> = (where: string, value: unknown) => Row;

export interface LineLedger<Row extends Keyed> {
  readonly file: string;
  /** 1 if the last line was torn by a kill and cut when the ledger was opened, else 0. */
  readonly tornLines: number;
  /** Records by key, in the order in which they were written. */
  records(): ReadonlyMap<string, Row>;
  /** Writes one record through to the disk. */
  append(record: Row): void;
  /** Gives the file free for other processes. */
  close(): void;
}

/**
 * Opens a ledger for this process alone, making file and folders where they are missing.
 *
 * A record is one write that ends in a line break, so a kill can tear only the last line: what is left of
 * such a line is cut and counted.
 *
 * @throws RangeError if another living process has it open, a line is not a record, or two have one key
 */
export function openLineLedger<Row extends Keyed>(file: string, expect: ExpectRecord<Row>): LineLedger<Row> {
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file);
  let handle: number;
  let read: LineLedgerContent<Row>;
  try {
    read = readLineLedger(file, expect);
    if (read.tornLines > 0) truncateSync(file, read.wholeBytes);
    handle = openSync(file, "a");
  } catch (error) {
    lock.release();
    throw error;
  }
  const { records } = read;
  return {
    file,
    tornLines: read.tornLines,
    records: () => records,
    append(record) {
      expect("append", record);
      if (records.has(record.key)) {
        throw new RangeError(`append: key ${record.key} is in ${file} already, expected a new one`);
      }
      writeWholeLine(handle, `${JSON.stringify(record)}\n`);
      records.set(record.key, record);
    },
    close() {
      closeSync(handle);
      lock.release();
    },
  };
}

export interface LineLedgerContent<Row extends Keyed> {
  readonly records: Map<string, Row>;
  readonly tornLines: number;
  /** Length of the file without its torn line. */
  readonly wholeBytes: number;
}

/**
 * Reads a ledger without changing it, for a chart or while a run goes on; a missing file has no records.
 *
 * @throws RangeError if a whole line is not a record, or two lines have one key
 */
export function readLineLedger<Row extends Keyed>(
  file: string,
  expect: ExpectRecord<Row>,
): LineLedgerContent<Row> {
  const records = new Map<string, Row>();
  if (!existsSync(file)) return { records, tornLines: 0, wholeBytes: 0 };
  const bytes = readFileSync(file);
  const wholeBytes = bytes.lastIndexOf("\n") + 1;
  const lines = bytes.subarray(0, wholeBytes).toString("utf8").split("\n").slice(0, -1);
  lines.forEach((line, i) => {
    const where = `readLedger: line ${i + 1} of ${file}`;
    const record = expect(where, parseLine(where, line));
    if (records.has(record.key)) {
      throw new RangeError(`${where} repeats key ${record.key}, expected one line per record`);
    }
    records.set(record.key, record);
  });
  return { records, tornLines: bytes.length > wholeBytes ? 1 : 0, wholeBytes };
}

function parseLine(where: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RangeError(`${where} is ${JSON.stringify(line.slice(0, 40))}, expected JSON`);
  }
}

function writeWholeLine(handle: number, line: string): void {
  const bytes = Buffer.from(line);
  const written = writeSync(handle, bytes);
  // A full disk may take a part: say so, and the next opening cuts it.
  if (written !== bytes.length) throw new Error(`append: ${written} of ${bytes.length} bytes were written`);
  fsyncSync(handle);
}
