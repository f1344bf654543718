import { expect, test } from "vitest";
import { bestElsewhere } from "../../../src/papers/u-dpo/bestElsewhere";

test("each run has the value of the alternative that is best in the others, by hand", () => {
  const values = new Map([
    ["steady", [0.5, 0.5, 0.5]],
    ["once", [0.9, 0.2, 0.3]],
  ]);
  // Without run 0 "once" has .25, without run 1 .6, without run 2 .55.
  expect(bestElsewhere(values)).toEqual([0.5, 0.2, 0.3]);
});

test("a choice never sees its own run, and a single alternative is itself", () => {
  const equal = new Map([
    ["one", [1, 2]],
    ["two", [2, 1]],
  ]);
  expect(bestElsewhere(equal)).toEqual([1, 1]);
  expect(bestElsewhere(new Map([["one", [1, 2]]]))).toEqual([1, 2]);
});

test("no alternative, ragged and too short columns are refused", () => {
  expect(() => bestElsewhere(new Map())).toThrow(
    new RangeError("bestElsewhere: values is empty, expected an alternative"),
  );
  const ragged = new Map([
    ["one", [1, 2, 3]],
    ["two", [1, 2]],
  ]);
  expect(() => bestElsewhere(ragged)).toThrow(new RangeError("bestElsewhere: two has 2 runs, expected 3"));
  expect(() => bestElsewhere(new Map([["one", [1]]]))).toThrow(
    new RangeError("bestElsewhere: one has 1 runs, expected 2"),
  );
});
