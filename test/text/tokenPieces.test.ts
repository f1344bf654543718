import { expect, test } from "vitest";
import { tokenPieces } from "../../src/text/tokenPieces";
import { wordByteTokenizer } from "../../src/text/wordByteTokenizer";

const tokenizer = wordByteTokenizer(["corals and fish and corals"], { limit: 262 });

test("pieces joined are the text, and each known word is one piece with the space before it", () => {
  const ids = tokenizer.encodePlain(" corals and fish");
  const pieces = tokenPieces(tokenizer, ids);
  expect(pieces).toHaveLength(ids.length);
  expect(pieces.join("")).toBe(" corals and fish");
  expect(pieces).toContain(" and");
});

test("a character of several bytes stands whole at the byte that completes it", () => {
  const ids = tokenizer.encodePlain("é→x");
  expect(ids).toHaveLength(6);
  expect(tokenPieces(tokenizer, ids)).toEqual(["", "é", "", "", "→", "x"]);
});

test("a text that ends within a character shows so at its last token", () => {
  const ids = tokenizer.encodePlain("aé").slice(0, 2);
  expect(tokenPieces(tokenizer, ids)).toEqual(["a", "\ufffd"]);
});
