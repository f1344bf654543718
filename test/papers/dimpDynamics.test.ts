import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import type { RunRecord } from "../../src/experiments/runRecord";
import { runDynamics } from "../../src/papers/dimp/dynamics";
import { afterEpoch, dynamicsClaims, dynamicsCurves } from "../../src/papers/dimp/dynamicsResult";
import { printDynamics } from "../../src/papers/dimp/printDynamics";
import { tinySettings } from "./dimpTiny";

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runDynamics({ scale: "world", seeds: 2 }, tinySettings);
  });
}, 60_000);

test("every method is measured after each of five epochs", () => {
  const methods = ["CE", "Focal", "IMP", "DIMP"];
  const epochs = [1, 2, 3, 4, 5].map(afterEpoch);
  const accuracies = result.rows.filter(({ metric }) => metric !== "seconds");
  expect(accuracies.map(({ method, metric }) => `${method}: ${metric}`)).toEqual(
    methods.flatMap((method) => epochs.map((metric) => `${method}: ${metric}`)),
  );
});

test("a curve moves: not all epochs have the same accuracy", () => {
  const ofCrossEntropy = result.rows.filter(
    ({ method, metric }) => method === "CE" && metric.startsWith("accuracy"),
  );
  expect(new Set(ofCrossEntropy.map(({ mean }) => mean)).size).toBeGreaterThan(1);
});

test("the experiment frees every tensor and prints its verdicts", () => {
  expect(tensors).toBe(0);
  expect(printDynamics(result)).toContain("DIMP differs less between seeds");
});

/** Three seeds; IMP is 0.1 apart from seed to seed after one epoch and equal after five, DIMP 0.2 and 0.01. */
const records: RunRecord[] = [0, 1, 2].flatMap((seed) =>
  [
    { method: "IMP", first: 0.1, last: 0 },
    { method: "DIMP", first: 0.2, last: 0.01 },
  ].map(({ method, first, last }) => ({
    key: `${method} ${seed}`,
    data: "world",
    source: "synthetic",
    method,
    seed,
    settings: {},
    metrics: Object.fromEntries(
      [1, 2, 3, 4, 5].map((epoch) => [afterEpoch(epoch), 0.5 + (epoch === 5 ? last : first) * seed]),
    ),
    seconds: 1,
  })),
);

test("dynamicsCurves give mean, lowest and highest of the seeds, with values by hand", () => {
  const first = dynamicsCurves(records).find(({ method, epoch }) => method === "DIMP" && epoch === 1)!;
  expect(first.mean).toBeCloseTo(0.7, 12);
  expect([first.lowest, first.highest]).toEqual([0.5, 0.9]);
});

test("the claims on spread take each seed's distance from the median", () => {
  const perSeed = (id: string) =>
    dynamicsClaims("synthetic")
      .find((claim) => claim.id === id)!
      .evidence!.perSeed(records);
  const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)));
  expect(rounded(perSeed("imp-settles"))).toEqual([0.1, 0, 0.1]);
  expect(rounded(perSeed("dimp-settles"))).toEqual([0.19, 0, 0.19]);
  expect(rounded(perSeed("dimp-varies-first"))).toEqual([0.1, 0, 0.1]);
});

test("the experiment refuses a folder at scale world and asks for one at scale small", async () => {
  await expect(runDynamics({ scale: "world", seeds: 2, data: "somewhere" })).rejects.toThrow(
    new RangeError("dynamics: data is somewhere, expected none at scale world"),
  );
  await expect(runDynamics({ scale: "small", seeds: 2 })).rejects.toThrow(
    new RangeError("dynamics: data is missing, expected a folder at scale small"),
  );
});
