import { expect, test } from "vitest";
import { wordParts } from "../../src/text/wordParts";

const isPlanted = (word: string) => (["sure", "ß-cell"].includes(word) ? "planted" : undefined);

test("words with a name stand alone in their own letters, whatever is round them", () => {
  expect(wordParts("Sure, the ß-Cell; surely.", isPlanted)).toEqual([
    { text: "Sure", variable: "planted" },
    { text: ", the " },
    { text: "ß-Cell", variable: "planted" },
    { text: "; surely." },
  ]);
});

test("the parts together are the text, line ends and spaces included", () => {
  const text = "  Two  lines,\nand sure one more\t";
  const parts = wordParts(text, isPlanted);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts).toHaveLength(3);
  expect(wordParts("", isPlanted)).toEqual([]);
});
