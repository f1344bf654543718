import { expect, test } from "vitest";
import { copiedShare } from "../../src/evaluation/copiedShare";

const words = (text: string) => text.split(" ");

test("copiedShare by hand: two of three pairs are in the source", () => {
  expect(copiedShare(words("a b c d"), [words("x a b c y")], 2)).toBe(2 / 3);
  expect(copiedShare(words("a b c d"), [words("a b c d")], 2)).toBe(1);
  expect(copiedShare(words("a b c d"), [words("d c b a")], 2)).toBe(0);
});

test("n-grams do not reach from one source into the next", () => {
  expect(copiedShare(words("a b"), [words("x a"), words("b y")], 2)).toBe(0);
});

test("a text shorter than n copies nothing, and n of 0 is refused", () => {
  expect(copiedShare(["a"], [["a"]], 2)).toBe(0);
  expect(() => copiedShare(["a"], [["a"]], 0)).toThrow(
    new RangeError("copiedShare: n is 0, expected a whole number above 0"),
  );
});
