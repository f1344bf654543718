import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { dimpSettings, runDimp, shareAbove } from "../../src/papers/dimp/dimp";
import { equation8, equation9, highestLoss, oneStepRules } from "../../src/papers/dimp/oneStepRules";
import { oneStepScene, stageClassifiers, tryPoints } from "../../src/papers/dimp/oneStepScene";
import { printDimp } from "../../src/papers/dimp/printDimp";
import { argMax } from "../../src/statistics/argMax";

const tiny = {
  ...dimpSettings,
  rows: { smallReal: 30, synthetic: 40, test: 60 },
  stages: [0, 3, 8],
  checkerSteps: 10,
};

let result: ExperimentResult;
beforeAll(async () => {
  result = await runDimp({ scale: "world", seeds: 3 }, tiny);
});

test("before training all points are equally doubtful: Eq. 8 and 9 agree, and the highest loss has no order", () => {
  const at = (method: string) =>
    result.rows.filter((row) => row.source === "before training" && row.method === method);
  const numbers = (method: string) =>
    at(method)
      .filter(({ metric }) => metric !== "seconds")
      .map(({ metric, mean, low, high }) => ({ metric, mean, low, high }));
  expect(numbers(equation8.method)).toEqual(numbers(equation9.method));
  expect(at(highestLoss.method)).toEqual([]);
});

test("every rule is measured at every other stage, in every seed", () => {
  for (const source of ["after 3 steps", "after 8 steps"]) {
    const found = result.rows.filter((row) => row.source === source && row.metric === "rankCorrelation");
    expect(found.map(({ method }) => method)).toEqual(oneStepRules.map(({ method }) => method));
    for (const { n } of found) expect(n).toBe(3);
  }
});

test("the best point's rank is the share of others above it, ties by half", () => {
  expect(argMax([0.1, 0.7, -2])).toBe(1);
  expect(shareAbove([5, 3, 4, 1, 1], 1)).toBe(0.5);
  expect(shareAbove([5, 3, 4, 1, 1], 4)).toBe((3 + 0.5) / 4);
  expect(shareAbove([2, 2, 2], 0)).toBe(0.5);
});

test("a rule that scores by the gain itself would rank the best point first: shareAbove is then 0", () => {
  const scene = oneStepScene(tiny, 2);
  const { gains } = tryPoints(scene, stageClassifiers(scene)[1]);
  expect(shareAbove(gains, argMax(gains))).toBe(0);
});

test("the classifier of a later stage has gone on from the earlier one, and knows the generated labels better", () => {
  const scene = oneStepScene(tiny, 1);
  const surprise = stageClassifiers(scene).map((classifier) => {
    const { logModel } = tryPoints(scene, classifier).facts;
    return -logModel.reduce((sum, log) => sum + log, 0) / logModel.length;
  });
  expect(surprise[0]).toBeCloseTo(Math.log(scene.empty.classes), 10);
  expect(surprise[1]).toBeLessThan(surprise[0]);
  expect(surprise[2]).toBeLessThan(surprise[1]);
});

test("the experiment differs from seed to seed, repeats itself, and prints its verdicts", async () => {
  const again = await runDimp({ scale: "world", seeds: 3 }, tiny);
  const numbers = ({ rows }: ExperimentResult) => rows.filter(({ metric }) => metric !== "seconds");
  expect(numbers(again)).toEqual(numbers(result));
  const row = result.rows.find(({ metric }) => metric === "rankCorrelation")!;
  expect(row.high).toBeGreaterThan(row.low);
  expect(printDimp(result)).toContain("P'/p orders them better than P' alone");
});

test("the experiment refuses a folder", async () => {
  await expect(runDimp({ scale: "world", seeds: 2, data: "somewhere" }, tiny)).rejects.toThrow(
    new RangeError("dimp: data is somewhere, expected none"),
  );
});

test("the experiment finds all its runs in the committed ledger, which thus is of today's settings", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dimp-"));
  const ledger = join(folder, "ledger.jsonl");
  copyFileSync(join(__dirname, "../../notebooks/dimp/ledgers/dimp.jsonl"), ledger);
  const done: number[] = [];
  const onProgress = (progress: { done: number }) => {
    if (done.push(progress.done) > 2) throw new Error(`a run was missing: ${done.join(", ")}`);
  };
  const { seeds } = await runDimp({ scale: "world", seeds: 20, ledger, onProgress });
  expect(seeds).toBe(20);
  rmSync(folder, { recursive: true });
});
