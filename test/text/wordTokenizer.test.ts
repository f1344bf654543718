import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadTokenizer } from "../../src/text/tokenizer";
import { wordTokenizer } from "../../src/text/wordTokenizer";

const scratch = mkdtempSync(join(tmpdir(), "words-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const texts = ["The cat sat. The cats sat!", "A naïve cat", "the end"];

test("wordTokenizer numbers words by count, equal counts by alphabet, after five special tokens", () => {
  const tokenizer = wordTokenizer(texts, { limit: 9 });
  // the 3, cat 2, sat 2, then !
  expect(tokenizer.size).toBe(9);
  expect(tokenizer.encode("the cat sat!").ids).toEqual([2, 5, 6, 7, 8, 3]);
});

test("wordTokenizer makes [UNK] of a word outside its vocabulary, also of one that begins with a known word", () => {
  const tokenizer = wordTokenizer(texts, { limit: 8 });
  expect(tokenizer.pieces("the cats end catsat")).toEqual(["the", "[UNK]", "[UNK]", "[UNK]"]);
});

test("wordTokenizer lower-cases, drops accents and splits punctuation off", () => {
  const tokenizer = wordTokenizer(texts, { limit: 100 });
  expect(tokenizer.pieces("NAÏVE cat.")).toEqual(["naive", "cat", "."]);
  expect(tokenizer.decode(tokenizer.encode("Naïve cat").ids)).toBe("naive cat");
});

test("wordTokenizer gives a pair's second text type 1 and cuts at maxLength", () => {
  const tokenizer = wordTokenizer(texts, { limit: 100, maxLength: 6 });
  const { ids, typeIds } = tokenizer.encode("the cat sat", "a cat sat");
  expect(ids).toHaveLength(6);
  expect(typeIds).toEqual([0, 0, 0, 1, 1, 1]);
});

test("a saved word tokenizer gives the same numbers after loading", () => {
  const tokenizer = wordTokenizer([...texts, "constructor __proto__ \u{20000}"], { limit: 100 });
  tokenizer.save(scratch);
  const loaded = loadTokenizer(scratch);
  const text = "The naïve cats __proto__ constructor \u{20000}!";
  expect(loaded.encode(text, "end")).toEqual(tokenizer.encode(text, "end"));
  expect({ size: loaded.size, maxLength: loaded.maxLength }).toEqual({
    size: tokenizer.size,
    maxLength: tokenizer.maxLength,
  });
});

test("wordTokenizer refuses a limit that leaves no room for a word", () => {
  expect(() => wordTokenizer(texts, { limit: 5 })).toThrow(
    new RangeError("wordTokenizer: limit is 5, expected a whole number above 5"),
  );
});
