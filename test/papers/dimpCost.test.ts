import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import type { RunRecord } from "../../src/experiments/runRecord";
import { runCost } from "../../src/papers/dimp/cost";
import { costArms, dimpPerStepArm, impPerStepArm, learnedWeightsArm } from "../../src/papers/dimp/costArms";
import { components, costClaims, costResult, timeRatio } from "../../src/papers/dimp/costResult";
import { printCost } from "../../src/papers/dimp/printCost";
import { meanIn, tinySettings } from "./dimpTiny";

/** 40 generated texts in batches of 16 are 48 with fillers, twice; 24 real ones are 32. */
const settings = { ...tinySettings, rows: { ...tinySettings.rows, largeReal: 0, test: 1 } };
let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runCost({ scale: "world", seeds: 2 }, settings);
  });
}, 60_000);
const measured = (method: string, metric: string) => meanIn(result.rows, "synthetic", method, metric)!;

/** Two epochs of training, and the real set predicted after each in a batch of 64. */
const training = { forwards: 2 * 48 + 2 * 64, backwards: 2 * 48 };
const building = { quality: 2 * 32, diversity: 2 * 48 };
const asking = 64;

test("passes are those of two epochs, of the checkers, and of asking them once", () => {
  const forwards = (method: string) => measured(method, "forwards");
  expect(forwards("CE")).toBe(training.forwards);
  expect(forwards("DIMP")).toBe(training.forwards + building.quality + asking);
  expect(forwards("IMP")).toBe(training.forwards + building.quality + building.diversity + 2 * asking);
  const backwards = (method: string) => measured(method, "backwards");
  expect(backwards("CE")).toBe(training.backwards);
  expect(backwards("DIMP")).toBe(training.backwards + building.quality);
  expect(backwards("IMP")).toBe(training.backwards + building.quality + building.diversity);
});

test("checkers asked at every step see every text once an epoch, and nothing is computed before", () => {
  expect(measured(dimpPerStepArm.name, "forwards")).toBe(training.forwards + building.quality + 2 * 48);
  expect(measured(impPerStepArm.name, "forwards")).toBe(
    training.forwards + building.quality + building.diversity + 4 * 48,
  );
  expect(measured(dimpPerStepArm.name, "weightSeconds")).toBe(0);
});

test("learned weights take each text twice, and the real set at every step but the first", () => {
  // The first step, which learns no weight, has 16 texts, or 8 where the incomplete batch comes first; two seeds.
  const all = 2 * 80 + 5 * 24;
  expect([all - 16, all - 12, all - 8]).toContain(measured(learnedWeightsArm.name, "backwards"));
});

test("a token place is counted for every text that goes forward: all are as long here", () => {
  for (const { name } of costArms.slice(0, 5)) {
    expect(measured(name, "tokens") / measured(name, "forwards")).toBe(16);
  }
});

test("seconds add up, and learned weights hold the most memory", () => {
  for (const { name } of costArms) {
    const sum = components.reduce((total, metric) => total + measured(name, metric), 0);
    expect(measured(name, "totalSeconds")).toBeCloseTo(sum, 6);
    if (name !== learnedWeightsArm.name) {
      expect(measured(name, "peakBytes")).toBeLessThan(measured(learnedWeightsArm.name, "peakBytes"));
    }
  }
});

test("the experiment frees every tensor and prints Table 3", () => {
  expect(tensors).toBe(0);
  expect(printCost(result)).toContain("733.4");
});

/** Seed 1 met a machine half as fast. */
const records: RunRecord[] = [1, 2].flatMap((slowness, seed) =>
  [
    { method: "CE", total: 10 },
    { method: "DIMP", total: 10.5 },
    { method: "IMP", total: 21 },
    { method: dimpPerStepArm.name, total: 14 },
    { method: impPerStepArm.name, total: 28 },
    { method: learnedWeightsArm.name, total: 70 },
  ].map(({ method, total }) => ({
    key: `${method} ${seed}`,
    data: "world",
    source: "synthetic",
    method,
    seed,
    settings: {},
    metrics: { totalSeconds: total * slowness, processorSeconds: 2 * total * slowness },
    seconds: 1,
  })),
);

test("ratios are taken round by round, so that a slow round does not matter, with values by hand", () => {
  const { rows } = costResult("world", records);
  const ratio = rows.find(({ method, metric }) => method === "DIMP" && metric === timeRatio)!;
  expect([ratio.mean, ratio.low, ratio.high].map((value) => Number(value.toFixed(9)))).toEqual([
    1.05, 1.05, 1.05,
  ]);
  const left = costClaims.find(({ id }) => id === "dimp-time")!.evidence!.perSeed(records);
  for (const value of left) expect(value).toBeCloseTo(0.05, 9);
});
