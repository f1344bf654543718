import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadTokenizer, type Tokenizer } from "../../src/text/tokenizer";
import { miniLMFolder, noMiniLM } from "../models/miniLM";

interface Case {
  text: string;
  textPair?: string;
  maxLength?: number;
  ids: number[];
  typeIds: number[];
  decoded?: string;
}
interface Golden {
  padId: number;
  size: number;
  texts: Case[];
  pairs: Case[];
  cuts: Case[];
}

const golden = JSON.parse(readFileSync("test/golden/tokenizer.json", "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "tokenizer-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** So long that nothing is cut. */
const unlimited = 1_000_000;

function expectEqualTo({ padId, size, texts, pairs, cuts }: Golden, tokenizer: Tokenizer): void {
  expect({ padId: tokenizer.padId, size: tokenizer.size }).toEqual({ padId, size });
  for (const { text, textPair, maxLength, ids, typeIds } of [...texts, ...pairs, ...cuts]) {
    const encoding = tokenizer.encode(text, textPair ?? undefined, maxLength ?? unlimited);
    expect({ text, textPair, ...encoding }).toEqual({ text, textPair, ids, typeIds });
  }
  for (const { ids, decoded } of texts) expect(tokenizer.decode(ids)).toBe(decoded);
}

describe("token numbers and decoded texts equal those of transformers", () => {
  test("for a small word-piece vocabulary", () => {
    expectEqualTo(golden.tinyBert, loadTokenizer("test/golden/tinyBert"));
  });

  test("for a small byte-pair vocabulary", () => {
    expectEqualTo(golden.tinyRoberta, loadTokenizer("test/golden/tinyRoberta"));
  });

  test.skipIf(noMiniLM)(`for the vocabulary of MiniLM${noMiniLM ? ` (${noMiniLM})` : ""}`, () => {
    expectEqualTo(golden["all-MiniLM-L6-v2"], loadTokenizer(miniLMFolder));
  });
});

test("encode cuts at the folder's own length when told no other", () => {
  const tokenizer = loadTokenizer("test/golden/tinyBert");
  expect(tokenizer.maxLength).toBe(40);
  expect(tokenizer.encode("fox ".repeat(100)).ids).toHaveLength(40);
  expect(tokenizer.encode("fox ".repeat(10)).ids).toHaveLength(12);
});

test("decode of no tokens is the empty text", () => {
  expect(loadTokenizer("test/golden/tinyBert").decode([])).toBe("");
});

test("decode takes a typed array", () => {
  const tokenizer = loadTokenizer("test/golden/tinyBert");
  const { ids } = tokenizer.encode("the lazy dog");
  expect(tokenizer.decode(Int32Array.from(ids))).toBe("the lazy dog");
});

test("a saved tokenizer gives the same numbers after loading", () => {
  const tokenizer = loadTokenizer("test/golden/tinyBert");
  tokenizer.save(join(scratch, "saved"));
  expectEqualTo(golden.tinyBert, loadTokenizer(join(scratch, "saved")));
});

test("encode refuses what is not a text", () => {
  const tokenizer = loadTokenizer("test/golden/tinyBert");
  expect(() => tokenizer.encode(7 as unknown as string)).toThrow(
    new TypeError("encode: text is number, expected a string"),
  );
  expect(() => tokenizer.encode("a", null as unknown as string)).toThrow(
    new TypeError("encode: textPair is object, expected a string"),
  );
});

test("encode refuses a length that the special tokens fill", () => {
  const tokenizer = loadTokenizer("test/golden/tinyBert");
  expect(() => tokenizer.encode("a", "b", 3)).toThrow(
    new RangeError("encode: maxLength is 3, expected above 3, the special tokens"),
  );
  expect(tokenizer.encode("a", undefined, 3).ids).toHaveLength(3);
});

test("loadTokenizer names a file that is missing or is not JSON", () => {
  const missing = join(scratch, "missing");
  expect(() => loadTokenizer(missing)).toThrow(
    new RangeError(`loadTokenizer: ${missing}/tokenizer.json is missing, expected a Hugging Face folder`),
  );
  const broken = join(scratch, "broken");
  mkdirSync(broken);
  writeFileSync(join(broken, "tokenizer.json"), '{"version": ');
  expect(() => loadTokenizer(broken)).toThrow(`loadTokenizer: ${broken}/tokenizer.json is not JSON (`);
});
