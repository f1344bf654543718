import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { printWeightedLosses } from "../../src/papers/dimp/printWeightedLosses";
import { type TableSettings, worldSettings } from "../../src/papers/dimp/settings";
import { runWeightedLosses } from "../../src/papers/dimp/weightedLosses";

const schedule = { epochs: 2, batchSize: 16, learningRate: 0.01 };
const tiny: TableSettings = {
  ...worldSettings,
  // All texts are cut to one length, so that each loss is recorded once.
  maxTokens: 24,
  rows: { smallReal: 16, synthetic: 48, largeReal: 32, test: 30 },
  schedule,
  smallSchedule: schedule,
};
const limits = { sizes: [4, 16, 64], texts: 256, expectationTexts: 1024 };
const run = () => runWeightedLosses({ scale: "world", seeds: 2 }, tiny, limits);

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await run();
  });
});
const meanOf = (source: string, method: string, metric: string) =>
  result.rows.find((row) => row.source === source && row.method === method && row.metric === metric)!.mean;

test("P(y|x) has the lower cross entropy on real texts, Q(y|x) on generated ones", () => {
  const expectation = (source: string, method: string) => meanOf(source, method, "expectation");
  expect(expectation("real texts", "P(y|x)")).toBeLessThan(expectation("real texts", "Q(y|x)"));
  expect(expectation("generated texts", "Q(y|x)")).toBeLessThan(expectation("generated texts", "P(y|x)"));
});

test("cross entropy weighs all labels alike, focal loss less than 1, exact weights right labels more", () => {
  const weight = (method: string, kind: string) => meanOf("synthetic", method, `meanWeightOf${kind}Labels`);
  expect(weight("CE", "Right")).toBeCloseTo(1, 3);
  expect(weight("CE", "Wrong")).toBeCloseTo(1, 3);
  expect(weight("Focal", "Right")).toBeLessThan(1);
  expect(weight("IMP, exact weights", "Right")).toBeGreaterThan(weight("IMP, exact weights", "Wrong"));
});

test("the experiment gives the same numbers again, frees every tensor, and says what became of each claim", async () => {
  const again = await run();
  const numbers = ({ rows }: ExperimentResult) => rows.filter(({ metric }) => metric !== "seconds");
  expect(numbers(again)).toEqual(numbers(result));
  expect(tensors).toBe(0);
  expect(result.claims).toHaveLength(7);
  expect(printWeightedLosses(result)).toContain("CE leads to Q(y\\|x)");
});

test("the experiment refuses a folder", async () => {
  await expect(runWeightedLosses({ scale: "world", seeds: 2, data: "somewhere" })).rejects.toThrow(
    new RangeError("weightedLosses: data is somewhere, expected none"),
  );
});

test("the experiment finds all its runs in the committed ledger, which thus is of today's texts and settings", async () => {
  const folder = mkdtempSync(join(tmpdir(), "weighted-losses-"));
  const ledger = join(folder, "ledger.jsonl");
  copyFileSync(join(__dirname, "../../notebooks/dimp/ledgers/weighted-losses.jsonl"), ledger);
  const done: number[] = [];
  const onProgress = (progress: { done: number }) => {
    if (done.push(progress.done) > 2) throw new Error(`a run was missing: ${done.join(", ")}`);
  };
  const { seeds } = await runWeightedLosses({ scale: "world", seeds: 20, ledger, onProgress });
  expect(seeds).toBe(20);
  rmSync(folder, { recursive: true });
});
