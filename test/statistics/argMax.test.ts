import { expect, test } from "vitest";
import { argMax } from "../../src/statistics/argMax";

test("argMax is the place of the largest number, the first of several, and -1 where there is none", () => {
  expect(argMax([2, 7, 7])).toBe(1);
  expect(argMax(Float32Array.of(-3, -1, -2))).toBe(1);
  expect(argMax([])).toBe(-1);
});
