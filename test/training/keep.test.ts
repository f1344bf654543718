import { expect, test } from "vitest";
import { keepWithin, stopOutside } from "../../src/training/keep";

const measures = (...values: number[]) =>
  values.map((kl, at) => ({ step: at + 1, values: { kl, chosen: -kl } }));

test("keepWithin keeps the newest weights up to the bound, the bound included", () => {
  expect(keepWithin({ kl: { most: 2 } })(measures(0, 2))).toBe(true);
  expect(keepWithin({ kl: { most: 2 } })(measures(0, 2.1))).toBe(false);
});

test("keepWithin does not keep what left the bounds and came back", () => {
  expect(keepWithin({ kl: { most: 2 } })(measures(0, 3, 1))).toBe(false);
});

test("stopOutside ends a run for any one bound, above or below", () => {
  const stop = stopOutside({ kl: { most: 5 }, chosen: { least: -2 } });
  expect(stop(measures(0, 1))).toBe(false);
  expect(stop(measures(0, 3))).toBe(true);
});

test("bounds on what is not measured are refused", () => {
  expect(() => stopOutside({ missing: { most: 1 } })(measures(0))).toThrow(
    new RangeError("stopOutside: measure missing is undefined, expected a number"),
  );
});
