import { expect, test } from "vitest";
import { distinctN } from "../../src/evaluation/distinctN";

const words = (text: string) => text.split(" ").filter((word) => word !== "");

test("distinctN by hand: five times one word has four pairs, all the same", () => {
  expect(distinctN([words("a a a a a")], 2)).toBe(1 / 4);
  expect(distinctN([words("a a a a a")], 1)).toBe(1 / 5);
  expect(distinctN([words("a b c d")], 2)).toBe(1);
});

test("n-grams do not reach from one text into the next, and short texts count for nothing", () => {
  expect(distinctN([words("a b"), words("c"), words("a b c")], 2)).toBe(2 / 3);
});

test("words that look alike when joined are different n-grams", () => {
  expect(
    distinctN(
      [
        ["a b", "c"],
        ["a", "b c"],
      ],
      2,
    ),
  ).toBe(1);
});

test("distinctN refuses n of 0 and texts without an n-gram", () => {
  expect(() => distinctN([["a"]], 0)).toThrow(
    new RangeError("distinctN: n is 0, expected a whole number above 0"),
  );
  expect(() => distinctN([["a"], []], 2)).toThrow(
    new RangeError("distinctN: no text has 2 tokens, expected at least one"),
  );
});
