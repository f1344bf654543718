/** @file Mean, standard deviation, quantiles and the interval of a mean. */
import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { confidenceInterval } from "../../src/statistics/confidenceInterval";
import { mean } from "../../src/statistics/mean";
import { quantile } from "../../src/statistics/quantile";
import { standardDeviation } from "../../src/statistics/standardDeviation";
import { expectClose, golden } from "./golden";

test("mean, standardDeviation and quantile equal NumPy's on 38 lopsided samples", () => {
  for (const { a, mean: expectedMean, deviation, quantiles } of golden.pairs) {
    expectClose(mean(a), expectedMean);
    expectClose(standardDeviation(a), deviation, 1e-10);
    for (const [i, share] of [0, 0.1, 0.5, 0.83, 1].entries()) expectClose(quantile(a, share), quantiles[i]);
  }
});

test("the mean of equal values is that value, to the last digit, and their deviation 0", () => {
  const tenths = new Array(7).fill(0.1);
  expect(mean(tenths)).toBe(0.1);
  expect(standardDeviation(tenths)).toBe(0);
  expect(confidenceInterval(tenths)).toEqual({ mean: 0.1, low: 0.1, high: 0.1 });
});

test("standardDeviation keeps its digits when the values are large and close together", () => {
  expect(standardDeviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
});

test("confidenceInterval of 1, 2, 3 is 2 ± 4.303 / sqrt 3, and equals SciPy's", () => {
  expect(confidenceInterval([1, 2, 3]).high).toBeCloseTo(2 + 4.30265273 / Math.sqrt(3), 8);
  for (const { a, interval95 } of golden.pairs) {
    const { low, high } = confidenceInterval(a, 0.95);
    expectClose(low, interval95[0], 1e-10);
    expectClose(high, interval95[1], 1e-10);
  }
});

test("confidenceInterval holds the true mean in about 90 % of 4,000 samples of 4", () => {
  const random = stream(5, "coverage");
  let hits = 0;
  for (let i = 0; i < 4000; i++) {
    const { low, high } = confidenceInterval(Array.from({ length: 4 }, random.normal), 0.9);
    if (low < 0 && high > 0) hits++;
  }
  // Standard error .0047: ± 4 of them.
  expect(Math.abs(hits / 4000 - 0.9)).toBeLessThan(0.019);
});

test("quantile lies a quarter of the way between neighbours where the share says so", () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile([7], 0.9)).toBe(7);
});

test("samples that are empty, single or hold NaN are refused", () => {
  expect(() => mean([])).toThrow(new RangeError("mean: values has 0 values, expected 1 or more"));
  expect(() => mean([1, Number.NaN])).toThrow(
    new RangeError("mean: values has NaN at 1, expected finite numbers"),
  );
  expect(() => standardDeviation([3])).toThrow(
    new RangeError("standardDeviation: values has 1 values, expected 2 or more"),
  );
  expect(() => confidenceInterval([3])).toThrow(
    new RangeError("confidenceInterval: values has 1 values, expected 2 or more"),
  );
  expect(() => confidenceInterval([3, Infinity])).toThrow(
    new RangeError("confidenceInterval: values has Infinity at 1, expected finite numbers"),
  );
  expect(() => confidenceInterval([3, 4], 95)).toThrow(
    new RangeError("confidenceInterval: level is 95, expected a number between 0 and 1"),
  );
  expect(() => quantile([1, 2], 50)).toThrow(
    new RangeError("quantile: share is 50, expected a number from 0 to 1"),
  );
  expect(() => quantile([Number.NaN], 0.5)).toThrow(
    new RangeError("quantile: values has NaN at 0, expected finite numbers"),
  );
});
