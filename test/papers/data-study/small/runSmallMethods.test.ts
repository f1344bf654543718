/** @file The study on real sets: complete, the same from its ledger, the same after it was cut off. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../../../src/engine/leakGuard";
import type { RunRecord } from "../../../../src/experiments/runRecord";
import { readTexts } from "../../../../src/generation/writeTexts";
import { methods } from "../../../../src/papers/data-study/methods";
import { runSmallMethods } from "../../../../src/papers/data-study/small/runSmallMethods";
import { smallMethodsResult } from "../../../../src/papers/data-study/small/smallMethodsResult";
import { readTextSamples, samplesFile } from "../../../../src/papers/data-study/small/textSamples";
import { promptMethods } from "../../../../src/text/prompts/promptMethods";
import { tinySettings, writeTinySets } from "./tinySets";

const place = mkdtempSync(join(tmpdir(), "small-methods-"));
const modelsBefore = process.env.SYNTHCLASS_MODELS;
const run = (name: string, ledger?: string) =>
  runSmallMethods({ scale: "small", data: join(place, name), seeds: 2, ledger }, tinySettings);
const numbers = (records: readonly RunRecord[]) => records.map(({ key, metrics }) => ({ key, metrics }));
const whole: Record<string, RunRecord[]> = {};

beforeAll(async () => {
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  writeTinySets(join(place, "models"), place);
  for (const name of ["sst2", "rte"]) whole[name] = await run(name, join(place, name, "runs", "run.jsonl"));
}, 120_000);
afterAll(() => {
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

const metricsOf = (name: string, source: string, method: string) =>
  whole[name].find((record) => record.source === source && record.method === method)!.metrics;

test("each way of prompting is looked at, trained on alone, and beside the real texts", () => {
  for (const name of ["sst2", "rte"]) {
    expect(whole[name]).toHaveLength(2 * (2 + 5 * 3));
    for (const method of ["zero-shot", "zero-shot topic", "one-shot", "few-shot 3", "few-shot 5"]) {
      const { usable, asked } = metricsOf(name, "texts", method);
      expect(asked).toBe(12);
      expect(metricsOf(name, "synthetic", method).trainingTexts).toBe(usable);
      expect(metricsOf(name, "mixed", method).trainingTexts).toBe(usable + 24);
    }
    expect(metricsOf(name, "real", "real only").trainingTexts).toBe(24);
  }
});

test("every request gives an example or is counted by the reason why not, every answer by its form", () => {
  for (const record of whole.sst2.concat(whole.rte).filter(({ source }) => source === "texts")) {
    const { metrics } = record;
    const sum = (what: string) =>
      Object.entries(metrics).reduce((all, [name, value]) => all + (name.startsWith(what) ? value : 0), 0);
    expect(metrics.usable + sum("rejected: ")).toBe(metrics.asked);
    expect(sum("answer: ")).toBe(metrics.answers);
    expect(metrics.tokens).toBeGreaterThan(0);
  }
  expect(metricsOf("sst2", "texts", "zero-shot topic").topics).toBeGreaterThan(0);
  expect(metricsOf("sst2", "texts", "zero-shot").topics).toBe(0);
});

test("a pair has two answers if its first text is usable, and one if not", () => {
  const { asked, answers } = metricsOf("rte", "texts", "few-shot 3");
  expect(answers).toBeGreaterThan(asked);
  expect(answers).toBeLessThanOrEqual(2 * asked);
  expect(metricsOf("sst2", "texts", "few-shot 3").answers).toBe(12);
});

test("a run that was cut off within a text asks for the missing ones alone and ends with the same numbers", async () => {
  const ledger = join(place, "rte", "runs", "run.jsonl");
  const texts = join(place, "rte", "runs", "texts");
  const file = join(texts, "small-rte-few-shot-3-0.jsonl");
  const all = readFileSync(file, "utf8");
  const records = [...readTexts(file).records.values()];
  const lines = readFileSync(ledger, "utf8").split("\n");
  writeFileSync(ledger, lines.slice(0, 9).join("\n").concat("\n"));
  truncateSync(file, Math.floor(all.length * 0.7));
  const kept = readTexts(file).records.size;
  expect(kept).toBeLessThan(records.length);
  expect(numbers(await run("rte", ledger))).toEqual(numbers(whole.rte));
  const again = [...readTexts(file).records.values()];
  expect(again.map(({ key, text }) => `${key} ${text}`).sort()).toEqual(
    records.map(({ key, text }) => `${key} ${text}`).sort(),
  );
}, 60_000);

test("a run without a ledger gives the same numbers, keeps nothing and leaves no tensor behind", async () => {
  const before = readdirSync(place).sort();
  let again: RunRecord[] = [];
  const left = await tensorsLeft(async () => {
    again = await run("sst2");
  });
  expect(numbers(again)).toEqual(numbers(whole.sst2));
  expect(left).toBe(0);
  expect(readdirSync(place).sort()).toEqual(before);
}, 60_000);

test("samples are texts of the first seed, one of a label and a way, none of them of the data", () => {
  const samples = readTextSamples(samplesFile(join(place, "rte", "runs", "run.jsonl")));
  expect(samples.length).toBeGreaterThan(5);
  const places = samples.map(({ method, label }) => `${method} ${label}`);
  expect(new Set(places).size).toBe(places.length);
  for (const { data, seed, textPair, demonstrations, method } of samples) {
    expect([data, seed]).toEqual(["rte", 0]);
    expect(textPair).toMatch(/\p{L}/u);
    expect(demonstrations).toBe(promptMethods[method].demonstrations);
  }
});

test("seeds differ in their texts and in the real ones that they have", () => {
  const of = (seed: number) =>
    whole.sst2
      .filter((record) => record.seed === seed && record.source !== "generator")
      .map(({ metrics }) => metrics);
  expect(of(0)).not.toEqual(of(1));
});

test("the table has the gain over real texts, and no verdict on one set alone", () => {
  const result = smallMethodsResult(whole.sst2);
  const mean = (source: string, metric: string) =>
    result.rows.find((row) => row.source === source && row.metric === metric)!.mean;
  expect(mean("mixed", "accuracy minus real real only")).toBeCloseTo(
    mean("mixed", "accuracy") - mean("real", "accuracy"),
    12,
  );
  expect(result.claims).toEqual([]);
  expect(methods.print(result)).toContain("gain over real only");
});

test("a missing folder is refused", async () => {
  await expect(methods.run({ scale: "small", seeds: 2 })).rejects.toThrow(
    "data-study/1-methods: data is missing, expected a folder at scale small",
  );
});
