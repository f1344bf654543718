import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { readLedger } from "../../src/experiments/ledger";
import { runLowerBound } from "../../src/papers/dimp/lowerBound";
import { boundCurves, leastRooms } from "../../src/papers/dimp/lowerBoundResult";
import {
  arithmeticBound,
  boundOfEquation10,
  boundOfEquation24,
  dimpLossOf,
  distilledCrossEntropy,
  hoelderBound,
} from "../../src/papers/dimp/lowerBounds";
import { printLowerBound } from "../../src/papers/dimp/printLowerBound";
import { worldSettings } from "../../src/papers/dimp/settings";
import { stream } from "../../src/random/stream";

const half = Math.log(0.5);

test("loss and bounds of one text with P' = p = 1/2, by hand, in units of log 2", () => {
  const logs = { logQuality: [half], logModel: [half] };
  expect(dimpLossOf(logs) / Math.LN2).toBeCloseTo(1, 12);
  expect(arithmeticBound(logs) / Math.LN2).toBeCloseTo(0.75, 12);
  expect(hoelderBound(logs) / Math.LN2).toBeCloseTo(0.75, 12);
  expect(boundOfEquation10(logs) / Math.LN2).toBeCloseTo(0.5, 12);
  expect(boundOfEquation24(logs) / Math.LN2).toBeCloseTo(0, 12);
});

test("every line of Eq. 24 lies below the one before it, for any probabilities", () => {
  for (let seed = 0; seed < 50; seed++) {
    const random = stream(seed, "bounds");
    const draw = () => Array.from({ length: 7 }, () => Math.log(random.uniform() ** 3 + 1e-12));
    const logs = { logQuality: draw(), logModel: draw() };
    const lines = [dimpLossOf, arithmeticBound, hoelderBound, boundOfEquation10, boundOfEquation24];
    const values = lines.map((line) => line(logs));
    for (const [i, value] of values.slice(1).entries()) expect(value).toBeLessThanOrEqual(values[i] + 1e-12);
  }
});

test("Eq. 10 and Eq. 24 differ by one distilled cross entropy", () => {
  const logs = { logQuality: [-0.1, -2, -0.5], logModel: [-3, -0.2, -1] };
  expect(boundOfEquation10(logs) - boundOfEquation24(logs)).toBeCloseTo(distilledCrossEntropy(logs), 12);
});

test("all are equal, and 0, for a model that is sure of labels that P' is sure of", () => {
  const logs = { logQuality: [0, 0], logModel: [0, 0] };
  for (const line of [dimpLossOf, arithmeticBound, hoelderBound, boundOfEquation10, boundOfEquation24]) {
    expect(Math.abs(line(logs))).toBe(0);
  }
});

test("lists of different lengths and numbers that are no logarithms are refused", () => {
  expect(() => dimpLossOf({ logQuality: [half], logModel: [half, half] })).toThrow(
    new RangeError(
      "dimpLossOf: logQuality and logModel have 1 and 2 numbers, expected as many of each, at least 1",
    ),
  );
  expect(() => boundOfEquation10({ logQuality: [0.5], logModel: [half] })).toThrow(
    new RangeError(
      `distilledCrossEntropy: logQuality and logModel have 0.5 and ${half} at 0, expected logarithms of probabilities`,
    ),
  );
});

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  const schedule = { epochs: 2, batchSize: 64, learningRate: 0.01 };
  const tiny = {
    ...worldSettings,
    maxTokens: 12,
    rows: { smallReal: 30, synthetic: 64, largeReal: 0, test: 10 },
    schedule,
    smallSchedule: schedule,
  };
  tensors = await tensorsLeft(async () => {
    result = await runLowerBound({ scale: "world", seeds: 2 }, tiny);
  });
}, 60_000);

test("loss and bounds are there before training and after each epoch, in their order", () => {
  const points = boundCurves(result).filter(({ method }) => method === "DIMP");
  expect(new Set(points.map(({ epoch }) => epoch))).toEqual(new Set([0, 1, 2]));
  for (const epoch of [0, 1, 2]) {
    const values = points.filter((point) => point.epoch === epoch).map(({ mean }) => mean);
    expect(values).toHaveLength(5);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  }
  expect(printLowerBound(result)).toContain("Eq. 24");
});

test("both methods begin at the same loss, and training by DIMP lowers it", () => {
  const at = (method: string, epoch: number) =>
    boundCurves(result).find(
      (point) => point.method === method && point.epoch === epoch && point.line === "DIMP-Loss",
    )!.mean;
  expect(at("DIMP", 0)).toBe(at("CE", 0));
  expect(at("DIMP", 2)).toBeLessThan(at("DIMP", 0));
});

const { records } = readLedger(join(__dirname, "../../notebooks/dimp/ledgers/lower-bound.jsonl"));
const committed = [...records.values()];

test("after the last epoch DIMP-Loss is lower in every seed that DIMP trained than in the same that CE trained", () => {
  const lossOf = (method: string) =>
    new Map(
      committed
        .filter((record) => record.method === method)
        .map((record) => [record.seed, record.metrics["loss after epoch 6"]]),
    );
  const ofCe = lossOf("CE");
  expect(ofCe.size).toBe(10);
  for (const [seed, loss] of lossOf("DIMP")) expect(loss).toBeLessThan(ofCe.get(seed)!);
});

test("leastRooms finds the one epoch of one seed at which a bound comes nearest, and a bound that breaks", () => {
  const nearest = leastRooms(committed);
  const all = committed.flatMap(({ metrics }) =>
    [0, 1, 2, 3, 4, 5, 6].map(
      (epoch) => metrics[`loss after epoch ${epoch}`] - metrics[`equation10 after epoch ${epoch}`],
    ),
  );
  expect(nearest[0]).toMatchObject({ bound: "Eq. 10", room: Math.min(...all) });
  expect(nearest[0].room).toBeGreaterThan(0);
  const [first, ...others] = committed;
  const metrics = { ...first.metrics, "equation24 after epoch 2": first.metrics["loss after epoch 2"] + 0.5 };
  const [, broken] = leastRooms([...others, { ...first, metrics }]);
  expect(broken).toMatchObject({ bound: "Eq. 24", seed: first.seed, method: first.method, epoch: 2 });
  expect(broken.room).toBeCloseTo(-0.5, 12);
});

test("nothing is left in memory", () => {
  expect(tensors).toBe(0);
});
