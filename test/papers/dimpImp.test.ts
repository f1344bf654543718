import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { impSettings, runImp } from "../../src/papers/dimp/imp";
import { exactArm, exactQualityArm, impArms, unweightedArm } from "../../src/papers/dimp/impArms";
import { withRows } from "../../src/papers/dimp/impRun";
import { printImp } from "../../src/papers/dimp/printImp";
import type { TableSettings } from "../../src/papers/dimp/settings";
import { worldScene } from "../../src/papers/dimp/worldScene";

const schedule = { epochs: 1, batchSize: 64, learningRate: 0.01 };
const tiny: TableSettings = {
  ...impSettings,
  // All texts are cut to one length, so that each loss is recorded once.
  maxTokens: 12,
  rows: { smallReal: 400, synthetic: 64, largeReal: 64, test: 30 },
  schedule,
  smallSchedule: schedule,
};

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runImp({ scale: "world", seeds: 2 }, tiny);
  });
}, 60_000);
const meanOf = (method: string, metric: string) =>
  result.rows.find((row) => row.method === method && row.metric === metric)?.mean;

test("every arm is trained and measured in both seeds", () => {
  const accuracies = result.rows.filter(({ metric }) => metric === "accuracy");
  expect(accuracies.map(({ method }) => method)).toEqual(impArms.map(({ method }) => method));
  for (const { n } of accuracies) expect(n).toBe(2);
});

test("the arm of exact weights agrees with them perfectly, one with a fitted checker does not", () => {
  expect(meanOf(exactArm, "rankCorrelation")).toBeCloseTo(1, 10);
  expect(meanOf(exactArm, "rmsError")).toBeCloseTo(0, 10);
  expect(meanOf(exactQualityArm, "rankCorrelation")).toBeLessThan(0.99);
  expect(meanOf(exactQualityArm, "rmsError")).toBeGreaterThan(0.1);
});

test("the arm without weights listens to wrong labels more than that of exact weights, and has no agreement", () => {
  const pull = (method: string) => meanOf(method, "pullOfWrongLabels")!;
  expect(pull(unweightedArm)).toBeGreaterThan(pull(exactArm));
  expect(meanOf(unweightedArm, "rankCorrelation")).toBeUndefined();
});

test("withRows leaves the first rows of the small real set, and everything else as it is", async () => {
  const scene = worldScene(tiny);
  const of = await scene.ofSeed(0, new AbortController().signal);
  const fewer = withRows(of, 25);
  expect(fewer.sources["small real"].inputs.encodings).toEqual(
    of.sources["small real"].inputs.encodings.slice(0, 25),
  );
  expect(fewer.sources["small real"].labels).toHaveLength(25);
  expect(fewer.sources.synthetic).toBe(of.sources.synthetic);
  expect(() => withRows(of, 401)).toThrow(
    new RangeError("withRows: rows is 401, expected at most 400 like the small real set"),
  );
  of.dispose();
  scene.dispose();
});

test("the experiment frees every tensor and prints its verdicts", () => {
  expect(tensors).toBe(0);
  expect(printImp(result)).toContain("P'/Q orders texts as P/Q does");
});

test("the experiment refuses a folder", async () => {
  await expect(runImp({ scale: "world", seeds: 2, data: "somewhere" }, tiny)).rejects.toThrow(
    new RangeError("imp: data is somewhere, expected none"),
  );
});

test("the experiment finds all its runs in the committed ledger, which thus is of today's texts and settings", async () => {
  const folder = mkdtempSync(join(tmpdir(), "imp-"));
  const ledger = join(folder, "ledger.jsonl");
  copyFileSync(join(__dirname, "../../notebooks/dimp/ledgers/imp.jsonl"), ledger);
  const done: number[] = [];
  const onProgress = (progress: { done: number }) => {
    if (done.push(progress.done) > 2) throw new Error(`a run was missing: ${done.join(", ")}`);
  };
  const { seeds } = await runImp({ scale: "world", seeds: 10, ledger, onProgress });
  expect(seeds).toBe(10);
  rmSync(folder, { recursive: true });
});
