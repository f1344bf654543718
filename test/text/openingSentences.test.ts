/** @file Cutting a text to its first sentences. */
import { expect, test } from "vitest";
import { openingSentences } from "../../src/text/openingSentences";

const words = (text: string) => text.split(" ").length;

test("as many whole sentences stay as fit, and spaces become single", () => {
  const text = " One two.  Three?\nFour five six! Seven. ";
  expect(openingSentences(text, 3, words)).toBe("One two. Three?");
  expect(openingSentences(text, 5, words)).toBe("One two. Three?");
  expect(openingSentences(text, 6, words)).toBe("One two. Three? Four five six!");
  expect(openingSentences(text, 99, words)).toBe("One two. Three? Four five six! Seven.");
});

test("a stop inside a number, or before a small letter, ends no sentence", () => {
  expect(openingSentences("About 3.5 of it, i.e. most. Then rest.", 7, words)).toBe(
    "About 3.5 of it, i.e. most.",
  );
  expect(openingSentences("About 3.5 of it, i.e. most. Then rest.", 5, words)).toBe("About 3.5 of it, i.e.");
});

test("a first sentence that is too long loses words at its end", () => {
  expect(openingSentences("One two three four. Five.", 3, words)).toBe("One two three");
});

test("no room for a word is refused", () => {
  expect(() => openingSentences("Longest. A.", 3, (text) => text.length)).toThrow(
    new RangeError("openingSentences: most is 3, expected room for the first word"),
  );
});
