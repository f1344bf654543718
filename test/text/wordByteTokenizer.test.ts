import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadTokenizer } from "../../src/text/tokenizer";
import { wordByteTokenizer } from "../../src/text/wordByteTokenizer";

const texts = ["Reef fish eat algae.\n", "Algae, reef fish and low-density storms.\nReef fish rest."];
const tokenizer = wordByteTokenizer(texts, {
  limit: 275,
  terms: ["reef fish", "fish", "low-density storms"],
});

const spelled = (text: string) => tokenizer.encodePlain(text).map((id) => tokenizer.tokenText(id));

test("every text comes back as it was, in bytes where its words are unknown", () => {
  for (const text of ["Reef fish eat algae.", " zwölf  κοράλλια, 3.5 (ok)? ", "reef fishes", "日本 🐟"]) {
    expect(tokenizer.decode(tokenizer.encodePlain(text))).toBe(text);
  }
});

test("a term of several words is one token, at the start of a sentence too, and never within a word", () => {
  expect(spelled("Reef fish and low-density storms.")).toEqual([
    "ReefĠfish",
    "Ġand",
    "Ġlow-densityĠstorms",
    ".",
  ]);
  expect(spelled("and reef fishes")[1]).not.toBe("ĠreefĠfish");
});

test("a line break is one token, the end of a text, and <bos> comes first", () => {
  expect(tokenizer.encode("\n").ids).toEqual([1, 2]);
  expect(tokenizer.eosIds).toEqual([2]);
  expect(tokenizer.decode([2], { specialTokens: true })).toBe("\n");
});

test("the vocabulary keeps the most frequent words and none beyond its limit", () => {
  const small = wordByteTokenizer(["a bb bb cc cc cc dd"], { limit: 261 });
  expect(small.size).toBe(261);
  expect(small.encodePlain(" cc bb").length).toBe(2);
  expect(small.encodePlain(" dd").length).toBe(3);
});

test("what is saved loads as the same tokenizer", () => {
  const folder = mkdtempSync(join(tmpdir(), "words-"));
  try {
    tokenizer.save(folder);
    const text = "Reef fish, unknown: low-density storms\n";
    expect(loadTokenizer(folder).encode(text)).toEqual(tokenizer.encode(text));
    expect(JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8")).model.ignore_merges).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("wordByteTokenizer refuses a vocabulary without room for a word", () => {
  expect(() => wordByteTokenizer(texts, { limit: 259 })).toThrow(
    new RangeError("wordByteTokenizer: limit is 259, expected a whole number above 259"),
  );
});
