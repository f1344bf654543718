import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appendSamples, readSamples, type SampleRecord } from "../../../src/papers/u-dpo/sampleLedger";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "samples-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function record(sample: number, pieces: string[]): SampleRecord {
  return {
    data: "arxiv",
    source: "pattern",
    method: "temperature 1, top-p 1",
    seed: 0,
    label: "cs.AI",
    demonstrations: ["One", "Two"],
    sample,
    pieces,
    logProbs: pieces.map((_, at) => -0.5 - at),
    finish: "length",
  };
}

test("texts come back as they were written, line breaks and quotes included", () => {
  const file = path.join(folder, "new", "a.samples.jsonl");
  const records = [record(0, [" a", '"\n', "é"]), record(1, [])];
  appendSamples(file, records);
  expect(readSamples(file)).toEqual(records);
});

test("of a text written twice the later one counts", () => {
  const file = path.join(folder, "a.jsonl");
  appendSamples(file, [record(0, ["old"]), record(1, ["kept"])]);
  appendSamples(file, [record(0, ["new", "er"])]);
  expect(readSamples(file)).toEqual([record(0, ["new", "er"]), record(1, ["kept"])]);
});

test("a line torn by a kill is left out and does not take the next one with it", () => {
  const file = path.join(folder, "a.jsonl");
  appendSamples(file, [record(0, ["a"])]);
  appendFileSync(file, readFileSync(file, "utf8").slice(0, 40));
  appendSamples(file, [record(1, ["b"])]);
  expect(readSamples(file)).toEqual([record(0, ["a"]), record(1, ["b"])]);
});

test("readSamples refuses a file that is not there", () => {
  const file = path.join(folder, "none.jsonl");
  expect(() => readSamples(file)).toThrow(
    new RangeError(`readSamples: file is ${file}, expected one that is there`),
  );
});
