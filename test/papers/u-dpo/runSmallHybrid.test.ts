/** @file The run at scale `small`: complete, the same from its ledger, and the same after kills. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { smallHybridResult, smallHybridTable, stageTable } from "../../../src/papers/u-dpo/smallResult";
import { tinyRun, tinySettings, writeTinyFolders } from "./tinySmallScene";

const place = mkdtempSync(join(tmpdir(), "small-hybrid-"));
const data = join(place, "texts");
const modelsBefore = process.env.SYNTHCLASS_MODELS;
let whole: RunRecord[];

beforeAll(async () => {
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  writeTinyFolders(join(place, "models"), data);
  whole = await tinyRun(data, join(place, "whole", "run.jsonl"));
}, 60_000);
afterAll(() => {
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

const numbers = (records: Iterable<RunRecord>) => [...records].map(({ key, metrics }) => ({ key, metrics }));
const metricsOf = (source: string, method: string) =>
  whole.find((record) => record.source === source && record.method === method)!.metrics;

test("a run has its stages once, and nine training sets for each seed", () => {
  const names = whole.map(({ source, method, seed }) => `${source}, ${method}, ${seed}`);
  expect(names.slice(0, 8)).toEqual([
    "candidates, base, 0",
    "tuning, DPO, 0",
    "tuning, U-DPO, 0",
    "texts, base, 0",
    "texts, DPO, 0",
    "texts, U-DPO, 0",
    "texts, rejection, 0",
    "real, none, 0",
  ]);
  expect(names).toHaveLength(7 + 2 * 9);
  const { candidates, usable, pairs, heldOutPairs } = metricsOf("candidates", "base");
  expect(candidates).toBe(11 * 2 * 3);
  expect(usable).toBeLessThanOrEqual(candidates);
  expect(pairs).toBeGreaterThan(0);
  expect(heldOutPairs).toBeGreaterThan(0);
  expect(pairs + heldOutPairs).toBeLessThanOrEqual(11 * 2);
});

test("arms differ in their texts, and a training set is as large as its parts", () => {
  const { texts } = metricsOf("texts", "base");
  expect(texts).toBeLessThanOrEqual(11 * tinySettings.pipeline.writing.volume);
  expect(metricsOf("real", "none").trainingTexts).toBe(33);
  expect(metricsOf("synthetic", "base").trainingTexts).toBe(texts);
  expect(metricsOf("real and synthetic", "base").trainingTexts).toBe(33 + texts);
  expect(metricsOf("texts", "DPO")).not.toEqual(metricsOf("texts", "base"));
  expect(metricsOf("texts", "U-DPO")).not.toEqual(metricsOf("texts", "DPO"));
  expect(metricsOf("texts", "rejection").margin).toBeGreaterThan(metricsOf("candidates", "base").margin);
});

test("a run that is killed while it writes, tunes and trains ends with the same numbers", async () => {
  const folder = join(place, "killed");
  const ledger = join(folder, "run.jsonl");
  const stages = join(folder, "stages");
  const kept = (name: string) =>
    existsSync(stages) ? readdirSync(stages).filter((file) => file.startsWith(name)).length : 0;
  const done = () => readLedger(ledger).records.size;
  for (const isDue of [() => kept("texts") >= 2, () => kept("tuning") >= 1, () => done() >= 9]) {
    await killWhen(isDue, data, ledger);
    expect(done()).toBeLessThan(whole.length);
  }
  expect(numbers(await tinyRun(data, ledger))).toEqual(numbers(whole));
}, 90_000);

/** Starts the run as a program of its own and kills it as soon as `isDue`. */
async function killWhen(isDue: () => boolean, ...words: string[]): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", require.resolve("./tinySmallScene.ts"), ...words],
    {
      env: process.env,
      stdio: "ignore",
    },
  );
  const closed = new Promise((resolve) => child.on("close", resolve));
  while (!isDue() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill("SIGKILL");
  await closed;
}

test("a run without a ledger gives the same numbers and keeps nothing", async () => {
  const before = readdirSync(place).sort();
  expect(numbers(await tinyRun(data))).toEqual(numbers(whole));
  expect(readdirSync(place).sort()).toEqual(before);
}, 60_000);

test("the result compares arms seed by seed, and counts the seconds of every stage", () => {
  const result = smallHybridResult(whole);
  const mean = (source: string, method: string, metric: string) =>
    result.rows.find((row) => row.source === source && row.method === method && row.metric === metric)!.mean;
  const hybrid = "real and synthetic";
  expect(mean(hybrid, "U-DPO", "accuracy minus real none")).toBeCloseTo(
    mean(hybrid, "U-DPO", "accuracy") - mean("real", "none", "accuracy"),
    12,
  );
  expect(mean("synthetic", "U-DPO", "accuracy minus DPO")).toBeCloseTo(
    mean("synthetic", "U-DPO", "accuracy") - mean("synthetic", "DPO", "accuracy"),
    12,
  );
  expect(result.seconds).toBeCloseTo(
    whole.reduce((sum, { seconds }) => sum + seconds, 0),
    9,
  );
  expect(result.claims).toEqual([]);
  const lines = String(smallHybridTable(result)).split("\n");
  expect(lines.filter((line) => line.startsWith("| texts"))).toHaveLength(9);
  expect(String(stageTable(whole))).toContain("rewardAccuracy");
});
