import { expect, test } from "vitest";
import { pearsonCorrelation, spearmanCorrelation } from "../../src/statistics/correlation";
import { mean } from "../../src/statistics/mean";
import { partialRankCorrelation } from "../../src/statistics/partialRankCorrelation";
import { ranks } from "../../src/statistics/ranks";

test("a value by hand: correlations 0.8, 0.4 and 0.2", () => {
  const value = partialRankCorrelation([1, 2, 3, 4], [1, 2, 4, 3], [1, 4, 2, 3]);
  expect(value).toBeCloseTo(0.72 / Math.sqrt(0.84 * 0.96), 12);
});

test("it is the correlation of what ranks leave over after a straight line through the third's", () => {
  const a = [3, 1, 4, 1, 5, 9, 2, 6];
  const b = [2, 7, 1, 8, 2, 8, 1, 8];
  const fixed = [1, 6, 1, 8, 0, 3, 3, 9];
  const residuals = (values: number[]) => {
    const [y, x] = [Array.from(ranks(values)), Array.from(ranks(fixed))];
    const slope =
      mean(y.map((value, at) => (value - mean(y)) * (x[at] - mean(x)))) /
      mean(x.map((value) => (value - mean(x)) ** 2));
    return y.map((value, at) => value - slope * x[at]);
  };
  const value = partialRankCorrelation(a, b, fixed);
  expect(value).toBeCloseTo(pearsonCorrelation(residuals(a), residuals(b)), 12);
  expect(value).not.toBeCloseTo(spearmanCorrelation(a, b), 2);
});

test("nothing is left over where the third has the same order", () => {
  expect(() => partialRankCorrelation([1, 2, 3], [1, 3, 2], [4, 5, 6])).toThrow(
    "partialRankCorrelation: a has correlation 1.000 with what is held fixed, expected less",
  );
});
