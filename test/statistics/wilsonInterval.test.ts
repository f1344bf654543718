import { expect, test } from "vitest";
import { wilsonInterval } from "../../src/statistics/wilsonInterval";

test("5 of 10 and 0 of 10 have the intervals that Wilson's formula gives by hand", () => {
  // z² = 3.8415: (0.5 + 0.19207 ± √(3.8415 (0.025 + 0.0096036))) / 1.38415, and 0.38415 / 1.38415.
  expect(wilsonInterval(5, 10).low).toBeCloseTo(0.2366, 4);
  expect(wilsonInterval(5, 10).high).toBeCloseTo(0.7634, 4);
  expect(wilsonInterval(0, 10).low).toBeCloseTo(0, 12);
  expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775, 4);
});

test("many cases leave the share itself", () => {
  const { low, high } = wilsonInterval(3e8, 1e9);
  expect(low).toBeCloseTo(0.3, 4);
  expect(high).toBeCloseTo(0.3, 4);
});

test("refuses more than all cases, and none", () => {
  expect(() => wilsonInterval(4, 3)).toThrow(
    new RangeError("wilsonInterval: count is 4, expected a whole number from 0 to 3"),
  );
  expect(() => wilsonInterval(0, 0)).toThrow(
    new RangeError("wilsonInterval: cases is 0, expected a whole number from 1"),
  );
});
