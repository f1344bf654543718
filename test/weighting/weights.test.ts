import { describe, expect, test } from "vitest";
import { clipWeights } from "../../src/weighting/clipWeights";
import { dimpWeights } from "../../src/weighting/dimpWeights";
import { effectiveSampleSize } from "../../src/weighting/effectiveSampleSize";
import { impWeights } from "../../src/weighting/impWeights";
import { meanOne } from "../../src/weighting/meanOne";

const logOf = (...values: number[]) => values.map(Math.log);

describe("impWeights and dimpWeights", () => {
  test("are 2 for 0.9 over 0.45 and 0.5 for 0.25 over 0.5", () => {
    expect(impWeights(logOf(0.9), logOf(0.45))[0]).toBeCloseTo(2, 12);
    expect(dimpWeights(logOf(0.25), logOf(0.5))[0]).toBeCloseTo(0.5, 12);
  });

  test("are exactly 1 where both sides agree", () => {
    const same = logOf(0.2, 1, 1e-300);
    expect(impWeights(same, same)).toEqual([1, 1, 1]);
    expect(dimpWeights(same, same)).toEqual([1, 1, 1]);
  });

  test("keep their digits where both probabilities underflow", () => {
    expect(impWeights([-2000], [-2001])[0]).toBeCloseTo(Math.E, 12);
  });

  test("average to one under Q, whatever P is: Σ Q(y) P(y)/Q(y) = 1", () => {
    const real = [0.7, 0.05, 0.25];
    const synthetic = [0.1, 0.6, 0.3];
    const mean = impWeights(logOf(...real), logOf(...synthetic)).reduce(
      (sum, w, i) => sum + synthetic[i] * w,
      0,
    );
    expect(mean).toBeCloseTo(1, 12);
  });

  test("refuse lists of different length, what is no log-probability, and a weight that overflows", () => {
    expect(() => impWeights([0, 0], [0])).toThrow(
      new RangeError("impWeights: logDiversity has 1 numbers, expected 2 like logQuality"),
    );
    expect(() => dimpWeights([0], [0.5])).toThrow(
      new RangeError("dimpWeights: logModel 0 is 0.5, expected a finite log-probability up to 0"),
    );
    expect(() => impWeights([Number.NEGATIVE_INFINITY], [0])).toThrow(
      new RangeError("impWeights: logQuality 0 is -Infinity, expected a finite log-probability up to 0"),
    );
    expect(() => impWeights([-1], [-900])).toThrow(
      new RangeError("impWeights: weight 0 is exp(899), expected a finite number"),
    );
  });
});

describe("effectiveSampleSize", () => {
  test("is the number of weights when they are equal, 1.8 for 1 and 2, 1 when one has all", () => {
    expect(effectiveSampleSize([2, 2, 2])).toBe(3);
    expect(effectiveSampleSize([1, 2])).toBeCloseTo(1.8, 12);
    expect(effectiveSampleSize([0, 5, 0, 0])).toBe(1);
  });

  test("does not change with the unit of the weights, down to where squares vanish", () => {
    expect(effectiveSampleSize([1e-200, 2e-200])).toBeCloseTo(1.8, 12);
    expect(effectiveSampleSize([1e200, 2e200])).toBeCloseTo(1.8, 12);
  });

  test("refuses what is not a set of weights", () => {
    expect(() => effectiveSampleSize([])).toThrow(
      new RangeError("effectiveSampleSize: weights is empty, expected at least one"),
    );
    expect(() => effectiveSampleSize([1, -2])).toThrow(
      new RangeError("effectiveSampleSize: weight 1 is -2, expected a finite number from 0"),
    );
    expect(() => effectiveSampleSize([0, 0])).toThrow(
      new RangeError("effectiveSampleSize: weights sum to 0, expected a positive sum"),
    );
  });
});

describe("meanOne and clipWeights", () => {
  test("meanOne of 1 and 3 is 0.5 and 1.5, and keeps the effective sample size", () => {
    expect(meanOne([1, 3])).toEqual([0.5, 1.5]);
    expect(effectiveSampleSize(meanOne([0.2, 0.1, 3]))).toBeCloseTo(effectiveSampleSize([0.2, 0.1, 3]), 12);
  });

  test("clipWeights cuts what is above, leaves what is below, and never lowers the effective sample size", () => {
    expect(clipWeights([1, 7, 2], 2)).toEqual([1, 2, 2]);
    expect(effectiveSampleSize(clipWeights([1, 7, 2], 2))).toBeGreaterThan(effectiveSampleSize([1, 7, 2]));
  });

  test("clipWeights refuses a ceiling that is not above 0", () => {
    expect(() => clipWeights([1], 0)).toThrow(
      new RangeError("clipWeights: highest is 0, expected a number above 0"),
    );
  });
});
