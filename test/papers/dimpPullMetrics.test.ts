import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { crossEntropyMethod, dimpMethod, focalMethod, impMethod } from "../../src/papers/dimp/methods";
import { methodWeights } from "../../src/papers/dimp/methodWeights";
import { pullMetrics } from "../../src/papers/dimp/pullMetrics";

const probabilities = [0.25, 0.5, 0.8];
const scores = { logQuality: [0.1, 0.2, 0.9].map(Math.log), logDiversity: [0.5, 0.4, 0.3].map(Math.log) };

test("methodWeights are 1 for CE, P'/Q for IMP, P'/p for DIMP, 1 - p for focal loss, and leave no tensor", () => {
  const expected = new Map([
    [crossEntropyMethod, [1, 1, 1]],
    [impMethod, [0.2, 0.5, 3]],
    [dimpMethod, [0.4, 0.4, 1.125]],
    [focalMethod, [0.75, 0.5, 0.2]],
  ]);
  for (const [method, numbers] of expected) {
    const weights = methodWeights(method, scores, probabilities);
    for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(numbers[i], 4);
  }
  expect(tensorsLeft(() => methodWeights(impMethod, scores, probabilities))).toBe(0);
});

test("methodWeights refuse a method whose checker said nothing", () => {
  expect(() => methodWeights(impMethod, { logQuality: scores.logQuality }, probabilities)).toThrow(
    new RangeError("columns: logDiversity is missing, expected one number per example"),
  );
});

test("pullMetrics share out weight times doubt", () => {
  const { pullOfWrongLabels, meanWeightOfRightLabels, meanWeightOfWrongLabels, effectiveSampleSize } =
    pullMetrics([1, 2, 2], probabilities, [false, true, false]);
  // Pulls 0.75, 1 and 0.4; the second is of a wrong label.
  expect(pullOfWrongLabels).toBeCloseTo(1 / 2.15, 12);
  expect(meanWeightOfRightLabels).toBe(1.5);
  expect(meanWeightOfWrongLabels).toBe(2);
  expect(effectiveSampleSize).toBeCloseTo(25 / 9, 12);
});

test("pullMetrics refuse lists of different lengths", () => {
  expect(() => pullMetrics([1], [0.5, 0.5], [true, false])).toThrow(
    new RangeError("pullMetrics: weights and probabilities have 1 and 2 numbers, expected 2 like wrongLabel"),
  );
});
