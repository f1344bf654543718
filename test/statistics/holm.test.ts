/** @file Correction for several claims: Holm 1979. */
import { expect, test } from "vitest";
import { holm } from "../../src/statistics/holm";

test("holm multiplies the smallest of three p values by 3, the next by 2, and never goes down", () => {
  const [first, second, third] = holm([0.01, 0.04, 0.03]);
  expect(first).toBeCloseTo(0.03, 15);
  expect(second).toBeCloseTo(0.06, 15);
  expect(third).toBeCloseTo(0.06, 15);
});

test("holm stops at 1 and keeps equal p values equal", () => {
  expect(holm([0.7, 0.2, 0.2, 0.9])).toEqual([1, 0.8, 0.8, 1]);
});

test("holm leaves a single p value and an empty list as they are", () => {
  expect(holm([0.03])).toEqual([0.03]);
  expect(holm([])).toEqual([]);
});

test("holm accepts the claims that the step-down rule of the paper accepts", () => {
  // At level .05: .001 < .05/4, .014 < .05/3, .03 > .05/2 stops, so .031 fails too although .031 < .05.
  const accepted = holm([0.031, 0.001, 0.03, 0.014]).map((p) => p < 0.05);
  expect(accepted).toEqual([false, true, false, true]);
});

test("holm refuses what is no probability", () => {
  expect(() => holm([0.1, Number.NaN])).toThrow(
    new RangeError("holm: p value 1 is NaN, expected a number from 0 to 1"),
  );
});
