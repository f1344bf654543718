import { expect, test } from "vitest";
import type { RunRecord } from "../../src/experiments/runRecord";
import { sharedDifferences, sharedSeeds } from "../../src/papers/dimp/sharedSeeds";

const run = (method: string, seed: number, accuracy: number): RunRecord => ({
  key: `${method} ${seed}`,
  data: "world",
  source: "synthetic",
  method,
  seed,
  settings: {},
  metrics: { accuracy },
  seconds: 1,
});
const records = [
  run("CE", 0, 0.5),
  run("CE", 1, 0.6),
  run("CE", 3, 0.7),
  run("slow", 1, 0.5),
  run("slow", 2, 0.9),
];
const comparison = { metric: "accuracy", of: { method: "slow" }, minus: { method: "CE" } };

test("sharedDifferences pair the seeds that both arms have", () => {
  const [difference, ...others] = sharedDifferences(records, comparison);
  expect(difference).toBeCloseTo(-0.1, 12);
  expect(others).toEqual([]);
});

test("sharedSeeds leave out runs of other arms and of other seeds", () => {
  expect(sharedSeeds(records, comparison).map(({ key }) => key)).toEqual(["slow 1", "CE 1"]);
  expect(sharedSeeds(records, { ...comparison, minus: { method: "DIMP" } })).toEqual([]);
});
