import { expect, test } from "vitest";
import { keptLengths } from "../../src/text/keptLengths";

test("keptLengths leaves what fits", () => {
  expect(keptLengths(3, 5, 8)).toEqual({ first: 3, second: 5 });
});

test("keptLengths cuts the longer text first, whichever it is", () => {
  expect(keptLengths(3, 10, 8)).toEqual({ first: 3, second: 5 });
  expect(keptLengths(10, 3, 8)).toEqual({ first: 5, second: 3 });
  expect(keptLengths(10, 0, 8)).toEqual({ first: 8, second: 0 });
});

test("keptLengths shares an odd room between two long texts, the longer one first", () => {
  expect(keptLengths(9, 20, 7)).toEqual({ first: 3, second: 4 });
  expect(keptLengths(20, 9, 7)).toEqual({ first: 4, second: 3 });
});
