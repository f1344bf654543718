import { expect, test } from "vitest";
import { niceDomain, niceStep } from "../../src/charts/niceDomain";

test("niceDomain widens to round numbers and leaves round numbers alone", () => {
  expect(niceDomain([0.33, 1.38])).toEqual([0.2, 1.4]);
  expect(niceDomain([-0.05, 0.105])).toEqual([-0.06, 0.12]);
  expect(niceDomain([0, 1])).toEqual([0, 1]);
  expect(niceDomain([0, 2875])).toEqual([0, 3000]);
});

test("niceDomain on a log scale ends at 1, 2 or 5 times a power of ten", () => {
  expect(niceDomain([3, 700], "log")).toEqual([2, 1000]);
  expect(niceDomain([0.01, 50], "log")).toEqual([0.01, 50]);
});

test("niceDomain gives one value room on both sides", () => {
  expect(niceDomain([0, 0])).toEqual([-1, 1]);
  expect(niceDomain([-4, -4])).toEqual([-4.4, -3.6]);
});

test("niceStep is the smallest round step that is enough", () => {
  expect(niceStep(1.7, 20)).toBe(0.1);
  expect(niceStep(1, 20)).toBe(0.05);
  expect(niceStep(300, 10)).toBe(50);
});
