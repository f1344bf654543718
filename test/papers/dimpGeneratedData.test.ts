import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { exactInformation } from "../../src/papers/dimp/exactInformation";
import { runGeneratedData } from "../../src/papers/dimp/generatedData";
import { fittedMethods, informationMeasures } from "../../src/papers/dimp/generatedDataResult";
import { printGeneratedData } from "../../src/papers/dimp/printGeneratedData";
import { worldSettings } from "../../src/papers/dimp/settings";

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  const schedule = { epochs: 1, batchSize: 64, learningRate: 0.01 };
  const tiny = {
    ...worldSettings,
    maxTokens: 12,
    rows: { smallReal: 30, synthetic: 64, largeReal: 32, test: 20 },
    schedule,
    smallSchedule: schedule,
  };
  tensors = await tensorsLeft(async () => {
    result = await runGeneratedData({ scale: "world", seeds: 2 }, tiny, 64);
  });
}, 60_000);

const meanOf = (method: string, metric: string) =>
  result.rows.find((row) => row.method === method && row.metric === metric)!.mean;

test("CE is trained on each set, and labels are looked at in four ways", () => {
  const methods = result.rows.filter(({ metric }) => metric === "entropyOfReal").map(({ method }) => method);
  expect(methods).toEqual([
    "fitted, own texts",
    "fitted, fresh texts",
    "exact",
    "exact, Q without label noise",
  ]);
  const accuracies = result.rows.filter(({ metric }) => metric === "accuracy").map(({ source }) => source);
  expect(accuracies).toEqual(["small real", "synthetic", "large real"]);
});

test("a model that has hardly learnt knows less than there is to know: its H(P) is above the exact one", () => {
  for (const method of Object.values(fittedMethods)) {
    expect(meanOf(method, "entropyOfReal")).toBeGreaterThan(meanOf("exact", "entropyOfReal") + 0.5);
  }
});

test("own and fresh texts give different numbers", () => {
  for (const { metric } of informationMeasures) {
    expect(meanOf(fittedMethods.own, metric)).not.toBe(meanOf(fittedMethods.fresh, metric));
  }
});

test("exact divergences are above 0, and nearly 0 once the generated labels are as good as the real ones", () => {
  const withNoise = exactInformation(1, 200);
  const without = exactInformation(1, 200, true);
  expect(withNoise.generatedByReal).toBeGreaterThan(0.2);
  expect(without.generatedByReal).toBeGreaterThan(0);
  expect(without.generatedByReal).toBeLessThan(0.05);
  expect(without.entropyOfReal).toBe(withNoise.entropyOfReal);
  expect(exactInformation(2, 200).entropyOfReal).not.toBe(withNoise.entropyOfReal);
});

test("the paper's numbers are printed beside ours, and nothing is left in memory", () => {
  expect(printGeneratedData(result)).toContain("0.0365");
  expect(tensors).toBe(0);
});
