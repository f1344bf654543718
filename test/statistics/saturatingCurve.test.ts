import { expect, test } from "vitest";
import { curveAt, fitSaturatingCurve, flatteningPoint } from "../../src/statistics/saturatingCurve";

test("points of a curve give back its three numbers", () => {
  const x = [100, 500, 1000, 2000];
  const fit = fitSaturatingCurve(
    x,
    x.map((n) => 0.9 - 2 / Math.sqrt(n)),
  );
  expect(fit.limit).toBeCloseTo(0.9, 10);
  expect(fit.drop).toBeCloseTo(2, 8);
  expect(fit.power).toBe(0.5);
  expect(fit.error).toBeLessThan(1e-12);
});

test("a flat line has no drop, and no other power fits noisy points better", () => {
  expect(fitSaturatingCurve([1, 2, 3], [0.5, 0.5, 0.5])).toMatchObject({ limit: 0.5, drop: -0 });
  const x = [1, 2, 4, 8, 16];
  const y = [0.1, 0.35, 0.38, 0.52, 0.5];
  const { limit, drop, power, error } = fitSaturatingCurve(x, y);
  const distance = (a: number, b: number, c: number) =>
    Math.sqrt(x.reduce((sum, value, at) => sum + (y[at] - a + b * value ** -c) ** 2, 0) / x.length);
  expect(distance(limit, drop, power)).toBeCloseTo(error, 12);
  for (const change of [-0.02, 0.02]) {
    expect(distance(limit + change, drop, power)).toBeGreaterThan(error);
    expect(distance(limit, drop + change, power)).toBeGreaterThan(error);
    expect(distance(limit, drop, power + change)).toBeGreaterThan(error);
  }
});

test("lists that cannot be fitted are refused", () => {
  expect(() => fitSaturatingCurve([1, 2, 3], [1, 2])).toThrow(
    "fitSaturatingCurve: y has 2 numbers, expected 3 like x",
  );
  expect(() => fitSaturatingCurve([1, 0, 3], [1, 2, 3])).toThrow(
    "fitSaturatingCurve: x is 0, expected a finite number above 0",
  );
  expect(() => fitSaturatingCurve([1, 1, 2], [1, 2, 3])).toThrow(
    "fitSaturatingCurve: x has 2 different numbers, expected at least 3",
  );
});

test("from the flattening point on a doubling gains no more than was asked for", () => {
  const curve = { limit: 0.9, drop: 2, power: 0.5 };
  const x = flatteningPoint(curve, 0.01);
  expect(x).toBeCloseTo(3431.4575, 4);
  expect(curveAt(curve, 2 * x) - curveAt(curve, x)).toBeCloseTo(0.01, 12);
  expect(curveAt(curve, 4 * x) - curveAt(curve, 2 * x)).toBeLessThan(0.01);
  expect(flatteningPoint({ ...curve, drop: -1 }, 0.01)).toBe(0);
  expect(() => flatteningPoint(curve, 0)).toThrow("flatteningPoint: gain is 0, expected a number above 0");
});
