import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { modelsFolder } from "../../src/models/modelFolder";
import { byteLevelWords } from "../../src/text/byteTokens";
import { loadTokenizer, tokenizerOf } from "../../src/text/tokenizer";

interface Golden {
  bosId: number | null;
  eosId: number;
  padId: number | null;
  size: number;
  texts: {
    text: string;
    ids: number[];
    typeIds: number[];
    plain: number[];
    decoded: string;
    whole: string;
  }[];
  pair: { ids: number[]; typeIds: number[] };
  decoded: { ids: number[]; text: string; whole: string }[];
  tokens: string[];
}

const golden: Record<string, Golden> = JSON.parse(readFileSync("test/golden/decoderTokenizers.json", "utf8"));
const folderOf = (kind: string) => `test/golden/tokenizers/${kind}`;

/** Everything that transformers says of a tokenizer. */
function expectEqualTo(expected: Golden, folder: string): void {
  const tokenizer = loadTokenizer(folder);
  const { bosId, eosIds, padId, size } = tokenizer;
  expect({ bosId, eosIds, padId, size }).toEqual({
    bosId: expected.bosId ?? undefined,
    eosIds: [expected.eosId],
    padId: expected.padId ?? expected.eosId,
    size: expected.size,
  });
  for (const { text, ids, typeIds, plain, decoded, whole } of expected.texts) {
    expect({ text, ...tokenizer.encode(text) }).toEqual({ text, ids, typeIds });
    expect({ text, plain: tokenizer.encodePlain(text) }).toEqual({ text, plain });
    expect(tokenizer.decode(ids)).toBe(decoded);
    expect(tokenizer.decode(ids, { specialTokens: true })).toBe(whole);
  }
  expect(tokenizer.encode("the fox", " and 😀")).toEqual(expected.pair);
  for (const { ids, text, whole } of expected.decoded) {
    expect({ ids, text: tokenizer.decode(ids) }).toEqual({ ids, text });
    expect({ ids, text: tokenizer.decode(ids, { specialTokens: true }) }).toEqual({ ids, text: whole });
  }
  expect(expected.texts[9].ids.map(tokenizer.tokenText)).toEqual(expected.tokens);
}

describe("token numbers, decoded texts and special tokens equal those of transformers", () => {
  test("for bytes as LLaMA 3 splits them", () => expectEqualTo(golden.llama, folderOf("llama")));
  test("for bytes as Qwen splits them", () => expectEqualTo(golden.qwen, folderOf("qwen")));
  test("for bytes as Phi-4 splits them", () => expectEqualTo(golden.phi, folderOf("phi")));
  test("for bytes as GPT-2 splits them", () => expectEqualTo(golden.gpt, folderOf("gpt")));
  test("for pieces with bytes to fall back on, as in Gemma", () =>
    expectEqualTo(golden.gemma, folderOf("gemma")));
  test("for pieces after a first space, as in LLaMA 2 and Phi-3", () =>
    expectEqualTo(golden.llama2, folderOf("llama2")));

  const gemma = join(modelsFolder(), "gemma-3-270m");
  const absent = !existsSync(join(gemma, "tokenizer.json"));
  test.skipIf(absent)(`for the vocabulary of Gemma 3${absent ? " (npm run models -- gemma)" : ""}`, () => {
    expectEqualTo(golden["gemma-3-270m"], gemma);
  });
});

test("byte-level words end where those of the Rust tokenizers do, also at rare white space", () => {
  const words: { text: string; words: string[] }[] = JSON.parse(
    readFileSync("test/golden/decoderTokenizers.json", "utf8"),
  ).words;
  for (const { text, words: expected } of words) expect(text.match(byteLevelWords) ?? []).toEqual(expected);
});

test("a causal model's text is cut nowhere unless its folder says so", () => {
  expect(loadTokenizer(folderOf("llama")).maxLength).toBe(131072);
  expect(loadTokenizer(folderOf("gemma")).maxLength).toBe(Number.POSITIVE_INFINITY);
  expect(loadTokenizer(folderOf("gemma")).encode("the fox ".repeat(600)).ids.length).toBeGreaterThan(1000);
});

test("decode leaves out numbers without a token, as models with rows to spare may draw them", () => {
  const tokenizer = loadTokenizer(folderOf("llama"));
  const { ids } = tokenizer.encode("the fox");
  expect(tokenizer.decode([...ids, tokenizer.size, 150_000])).toBe("the fox");
});

test("tokenText refuses a number without a token", () => {
  expect(() => loadTokenizer(folderOf("llama")).tokenText(-1)).toThrow(
    new RangeError("tokenText: id is -1, expected the number of a token"),
  );
});

test("encodePlain refuses what is not a text", () => {
  expect(() => loadTokenizer(folderOf("llama")).encodePlain(undefined as unknown as string)).toThrow(
    new TypeError("encodePlain: text is undefined, expected a string"),
  );
});

const json = JSON.parse(readFileSync(`${folderOf("qwen")}/tokenizer.json`, "utf8"));

test("a token that only tokenizer_config.json calls special is one, and found in a text", () => {
  const plain = tokenizerOf(json, { eos_token: "<|im_end|>" });
  const fox = plain.encodePlain("Ġ")[0];
  const named = tokenizerOf(json, { eos_token: "<|im_end|>", bos_token: plain.tokenText(300) });
  expect(named.bosId).toBe(300);
  expect(named.decode([300, fox])).toBe(plain.decode([fox]));
  expect(plain.decode([300, fox])).not.toBe(plain.decode([fox]));
  expect(named.encodePlain(`x${plain.tokenText(300)}`)).toContain(300);
});

test("a tokenizer without a padding and an end token is refused", () => {
  expect(() => tokenizerOf(json, {})).toThrow(
    new RangeError("loadTokenizer: pad_token is undefined, expected a token of the vocabulary"),
  );
});
