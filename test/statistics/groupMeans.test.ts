import { expect, test } from "vitest";
import { groupMeans } from "../../src/statistics/groupMeans";

test("value i is of group i modulo the number of groups", () => {
  expect(groupMeans([1, 3, 3], 2)).toEqual([2, 3]);
  expect(groupMeans([1, 10, 3, 20, 5], 2)).toEqual([3, 15]);
});

test("with as many groups as values each is its own, with more of them the others are empty", () => {
  expect(groupMeans([4, 1, 2], 3)).toEqual([4, 1, 2]);
  expect(groupMeans([4, 1], 5)).toEqual([4, 1]);
});

test("of equally large groups the mean of means is the mean", () => {
  const values = [0.1, 0.7, -2, 4, 0.5, 9];
  const means = groupMeans(values, 3);
  const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / some.length;
  expect(mean(means)).toBeCloseTo(mean(values), 14);
});

test.each([0, -1, 1.5, Number.NaN])("%d groups are refused", (groups) => {
  expect(() => groupMeans([1], groups)).toThrow(
    new RangeError(`groupMeans: groups is ${groups}, expected a whole number above 0`),
  );
});
