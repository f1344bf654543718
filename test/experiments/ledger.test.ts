/** @file The ledger: what it keeps, cuts and refuses, and who may write. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openLedger, readLedger } from "../../src/experiments/ledger";
import { runKey } from "../../src/experiments/runRecord";
import { canonicalJson } from "../../src/text/canonicalJson";
import { lockFile } from "../../src/text/fileLock";
import { record } from "./records";

const folder = mkdtempSync(join(tmpdir(), "synthclass-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let file: string;
let count = 0;
beforeEach(() => {
  file = join(folder, "deep", "er", `${count++}.jsonl`);
});

function fill(...records: ReturnType<typeof record>[]): void {
  const ledger = openLedger(file);
  for (const each of records) ledger.append(each);
  ledger.close();
}

const first = record("CE", 1, { accuracy: 0.5 });
const second = record("DIMP", 1, { accuracy: 0.75 }, { settings: { rate: 2e-4, layers: [4, 5] } });

test("records come back as they were, in their order, from a file in folders that were not there", () => {
  fill(second, first);
  const ledger = openLedger(file);
  expect([...ledger.records().values()]).toEqual([second, first]);
  expect(ledger.tornLines).toBe(0);
  ledger.close();
});

test("a file cut at any byte loses the torn record only, and can be appended to", () => {
  fill(first, second);
  const bytes = readFileSync(file);
  const lineEnd = bytes.indexOf("\n") + 1;
  for (let length = 0; length <= bytes.length; length++) {
    writeFileSync(file, bytes.subarray(0, length));
    const ledger = openLedger(file);
    const whole = length < lineEnd ? [] : length < bytes.length ? [first] : [first, second];
    expect([...ledger.records().values()]).toEqual(whole);
    expect(ledger.tornLines).toBe([0, lineEnd, bytes.length].includes(length) ? 0 : 1);
    if (whole.length < 2) ledger.append(second);
    ledger.close();
    expect(readLedger(file).records.get(second.key)).toEqual(second);
  }
});

test("readLedger changes nothing and finds nothing in a file that is not there", () => {
  expect(readLedger(file).records.size).toBe(0);
  fill(first);
  appendFileSync(file, '{"key":');
  const before = readFileSync(file);
  expect(readLedger(file)).toMatchObject({ tornLines: 1 });
  expect(readFileSync(file)).toEqual(before);
});

test("a line that is whole but no record is refused with its number, and the file stays as it is", () => {
  fill(first);
  appendFileSync(file, "not json\n");
  const before = readFileSync(file);
  expect(() => openLedger(file)).toThrow(
    new RangeError(`readLedger: line 2 of ${file} is "not json", expected JSON`),
  );
  expect(readFileSync(file)).toEqual(before);
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("a record changed by hand is refused: its key is not that of its content", () => {
  fill(first);
  writeFileSync(file, readFileSync(file, "utf8").replace('"seed":1', '"seed":2'));
  const other = runKey({ ...first, seed: 2 }, {});
  expect(() => readLedger(file)).toThrow(
    new RangeError(`readLedger: line 1 of ${file}: key is ${first.key}, expected ${other} by its content`),
  );
});

test("two lines with one key are refused", () => {
  fill(first);
  appendFileSync(file, readFileSync(file));
  expect(() => readLedger(file)).toThrow(
    new RangeError(`readLedger: line 2 of ${file} repeats key ${first.key}, expected one line per record`),
  );
});

test("append refuses a key that is there, numbers that JSON cannot hold, and what is no record", () => {
  const ledger = openLedger(file);
  ledger.append(first);
  expect(() => ledger.append(first)).toThrow(
    new RangeError(`append: key ${first.key} is in ${file} already, expected a new one`),
  );
  expect(() => ledger.append(record("CE", 2, { accuracy: Number.NaN }))).toThrow(
    new RangeError("append: accuracy is NaN, expected a finite number"),
  );
  expect(() => ledger.append({ ...second, method: undefined as unknown as string })).toThrow(
    new TypeError("append: method is undefined, expected a text"),
  );
  expect(() => ledger.append(null as never)).toThrow(
    new TypeError("append: record is null, expected an object"),
  );
  ledger.close();
  expect(readFileSync(file, "utf8").split("\n").length).toBe(2);
});

test("runKey is the same for settings in another order and differs for any change", () => {
  const place = { data: "world", source: "synthetic", method: "CE", seed: 1 };
  const key = runKey(place, { rate: 1e-3, sizes: { b: 1, a: 2 } });
  expect(key).toMatch(/^world\/synthetic\/CE\/seed 1\/[0-9a-f]{16}$/);
  expect(runKey(place, { sizes: { a: 2, b: 1 }, rate: 0.001 })).toBe(key);
  expect(runKey(place, { rate: 1e-3, sizes: { b: 1, a: 3 } })).not.toBe(key);
  expect(runKey(place, { rate: 1e-3, sizes: { b: 1, a: "2" } })).not.toBe(key);
  expect(runKey({ ...place, seed: 2 }, {}).slice(-16)).not.toBe(runKey(place, {}).slice(-16));
});

test("canonicalJson sorts names at every depth and refuses what JSON would change", () => {
  expect(canonicalJson({ b: [{ d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[{"c":"x","d":null}]}');
  expect(() => canonicalJson({ a: { b: [1, Infinity] } })).toThrow(
    new RangeError("canonicalJson: value.a.b[1] is Infinity, expected a finite number"),
  );
  expect(() => canonicalJson({ a: undefined } as never)).toThrow(
    new TypeError("canonicalJson: value.a is undefined, expected JSON"),
  );
  expect(() => canonicalJson({ a: new Date() } as never)).toThrow(
    new TypeError("canonicalJson: value.a is a Date, expected JSON"),
  );
});

test("a ledger that is open cannot be opened again, and can after it is closed", () => {
  const ledger = openLedger(file);
  expect(() => openLedger(file)).toThrow(
    `lockFile: ${file} is in use by process ${process.pid} on ${hostname()}, expected a free file (${file}.lock)`,
  );
  ledger.close();
  openLedger(file).close();
  expect(existsSync(`${file}.lock`)).toBe(false);
});

const holder = { process: process.pid, host: hostname(), since: Date.now(), token: "x" };

test("a lock of a dead process, of an earlier life of ours, or from before the machine started is taken over", () => {
  const dead = [
    // Numbers this high are given to no process.
    { ...holder, process: 2 ** 30 },
    { ...holder, since: performance.timeOrigin - 1000 },
    { ...holder, process: process.ppid, since: 0 },
  ];
  for (const each of dead) {
    fill();
    writeFileSync(`${file}.lock`, JSON.stringify(each));
    lockFile(file).release();
    expect(existsSync(`${file}.lock`)).toBe(false);
  }
});

test("a lock of a living process or of another machine is kept", () => {
  for (const each of [
    { ...holder, process: process.ppid },
    { ...holder, host: "elsewhere", since: 0 },
  ]) {
    fill();
    writeFileSync(`${file}.lock`, JSON.stringify(each));
    expect(() => lockFile(file)).toThrow(`is in use by process ${each.process} on ${each.host}`);
    expect(JSON.parse(readFileSync(`${file}.lock`, "utf8"))).toEqual(each);
    rmSync(`${file}.lock`);
  }
});

test("release leaves a lock that has become another's", () => {
  fill();
  const lock = lockFile(file);
  writeFileSync(`${file}.lock`, JSON.stringify({ ...holder, token: "another" }));
  lock.release();
  expect(existsSync(`${file}.lock`)).toBe(true);
});
