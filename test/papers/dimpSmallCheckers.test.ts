import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { printSmallCheckers } from "../../src/papers/dimp/printSmallCheckers";
import { runSmallCheckers } from "../../src/papers/dimp/smallCheckers";
import { checkerMethod, shareName, sharePoints, shares } from "../../src/papers/dimp/smallCheckersResult";
import { meanIn, tinySettings } from "./dimpTiny";

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runSmallCheckers({ scale: "world", seeds: 2 }, tinySettings);
  });
}, 60_000);

test("each share has its checker, IMP and DIMP, and CE stands beside them", () => {
  const arms = new Set(result.rows.map(({ source, method }) => `${source}: ${method}`));
  expect([...arms].sort()).toEqual(
    [
      "synthetic: CE",
      ...shares.flatMap((share) =>
        [checkerMethod, "IMP", "DIMP"].map((method) => `${shareName(share)}: ${method}`),
      ),
    ].sort(),
  );
});

test("a checker has seen its share of the 33 real texts", () => {
  const rows = shares.map((share) => meanIn(result.rows, shareName(share), checkerMethod, "realRows"));
  expect(rows).toEqual([3, 8, 17, 33]);
});

test("another checker gives other weights: shares differ in mean P'", () => {
  const meanQuality = shares.map((share) => meanIn(result.rows, shareName(share), "IMP", "meanQuality"));
  expect(new Set(meanQuality).size).toBe(shares.length);
  const ofDimp = shares.map((share) => meanIn(result.rows, shareName(share), "DIMP", "meanQuality"));
  expect(ofDimp).toEqual(meanQuality);
});

test("the points of Figure 2 are three lines over four shares", () => {
  const points = sharePoints(result);
  expect(points).toHaveLength(12);
  expect(points.filter(({ method }) => method === "DIMP").map(({ share }) => share)).toEqual([
    10, 25, 50, 100,
  ]);
});

test("the experiment frees every tensor and prints its verdicts", () => {
  expect(tensors).toBe(0);
  expect(printSmallCheckers(result)).toContain("A checker of 10 % of the real texts makes IMP beat CE");
});
