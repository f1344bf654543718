import { expect, test } from "vitest";
import { expectedHighest } from "../../src/statistics/expectedHighest";

test("of 0, 1, 2 and 3, three sets of three have the highest 3 and one has 2", () => {
  expect(expectedHighest([3, 0, 2, 1], 3)).toBeCloseTo((3 * 3 + 2) / 4, 12);
});

test("the formula is the mean over all sets, tried one by one", () => {
  const values = [0.3, -1, 4, 2.5, 2.5, 9];
  const highest: number[] = [];
  for (let a = 0; a < 6; a++)
    for (let b = 0; b < a; b++)
      for (let c = 0; c < b; c++)
        for (let d = 0; d < c; d++) highest.push(Math.max(values[a], values[b], values[c], values[d]));
  expect(highest).toHaveLength(15);
  const mean = highest.reduce((sum, value) => sum + value) / 15;
  expect(expectedHighest(values, 4)).toBeCloseTo(mean, 12);
});

test("the best of one is the mean; of two values the best of four is the higher", () => {
  expect(expectedHighest([1, 2, 6], 1)).toBeCloseTo(3, 12);
  expect(expectedHighest([2, 5], 4)).toBe(5);
});

test("no value and no run are refused", () => {
  expect(() => expectedHighest([], 4)).toThrow(
    new RangeError("expectedHighest: values is empty, expected at least one"),
  );
  expect(() => expectedHighest([1], 0)).toThrow(
    new RangeError("expectedHighest: count is 0, expected a whole number from 1"),
  );
});
