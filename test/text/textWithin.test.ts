import { expect, test } from "vitest";
import { textWithin } from "../../src/text/textWithin";

/** Every letter is a token. */
const tokenizer = {
  encodePlain: (text: string) => Array.from(text.replaceAll(" ", ""), (_, i) => i),
};

test("textWithin keeps the most words that fit", () => {
  expect(textWithin(tokenizer, "a bb ccc dddd", 10)).toBe("a bb ccc dddd");
  expect(textWithin(tokenizer, "a bb ccc dddd", 9)).toBe("a bb ccc");
  expect(textWithin(tokenizer, "a bb ccc dddd", 6)).toBe("a bb ccc");
  expect(textWithin(tokenizer, "a bb ccc dddd", 5)).toBe("a bb");
});

test("textWithin keeps one word, however long", () => {
  expect(textWithin(tokenizer, "dddd ccc", 2)).toBe("dddd");
});
