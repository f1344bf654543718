/** @file Calibration: bins by hand and what the error is for known classifiers. */
import { expect, test } from "vitest";
import { expectedCalibrationError, reliabilityBins } from "../../src/evaluation/expectedCalibrationError";
import { stream } from "../../src/random/stream";

test("one that is always sure and right 6 times of 10 has an error of 0.4", () => {
  const correct = Array.from({ length: 10 }, (_, i) => i < 6);
  expect(expectedCalibrationError(new Array(10).fill(1), correct)).toBeCloseTo(0.4, 15);
});

test("bins of unequal counts are weighted by their counts", () => {
  // Two bins: (0, .5] with one wrong example at .4, (.5, 1] with three at .9, two right.
  const confidence = [0.4, 0.9, 0.9, 0.9];
  const correct = [false, true, true, false];
  const [low, high] = reliabilityBins(confidence, correct, 2);
  expect(low).toEqual({ from: 0, to: 0.5, count: 1, meanConfidence: 0.4, accuracy: 0 });
  expect(high.count).toBe(3);
  expect(high.meanConfidence).toBeCloseTo(0.9, 15);
  expect(high.accuracy).toBeCloseTo(2 / 3, 15);
  expect(expectedCalibrationError(confidence, correct, 2)).toBeCloseTo((0.4 + 3 * (0.9 - 2 / 3)) / 4, 14);
});

test("a confidence on an edge belongs to the bin below it, 0 to the first, and empty bins are left out", () => {
  const bins = reliabilityBins([0, 0.5, 1], [true, true, true], 10);
  expect(bins.map(({ to }) => to)).toEqual([0.1, 0.5, 1]);
});

test("one that is right as often as it says has an error near 0, one that is too sure by .2 has .2", () => {
  const random = stream(3, "calibration");
  const confidence = Array.from({ length: 20_000 }, () => 0.5 + 0.3 * random.uniform());
  const honest = confidence.map((share) => random.uniform() < share);
  expect(expectedCalibrationError(confidence, honest)).toBeLessThan(0.02);
  const boastful = confidence.map((share) => Math.min(1, share + 0.2));
  expect(expectedCalibrationError(boastful, honest)).toBeCloseTo(0.2, 2);
});

test("a probability in single precision just above 1 counts as 1", () => {
  expect(reliabilityBins([1.0000001], [true], 4)[0].to).toBe(1);
});

test("reliabilityBins refuses different lengths, shares out of range and no bins", () => {
  expect(() => reliabilityBins([0.5], [], 3)).toThrow(
    new RangeError("reliabilityBins: correct has 0 values, expected 1 like confidence"),
  );
  expect(() => expectedCalibrationError([80], [true])).toThrow(
    new RangeError("expectedCalibrationError: confidence has 80 at 0, expected a probability"),
  );
  expect(() => reliabilityBins([0.5], [true], 0)).toThrow(
    new RangeError("reliabilityBins: bins is 0, expected a whole number above 0"),
  );
});
