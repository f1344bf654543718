import { expect, test } from "vitest";
import { cutAtStopText } from "../../src/generation/cutAtStopText";

const pieces = ["He", "l", "lo\n", "\nWo", "rld", ".", "世"];
const decode = (tokens: readonly number[]) => tokens.map((token) => pieces[token]).join("");

test("without a stop text there is no cut", () => {
  expect(cutAtStopText([0, 1, 2], ["\n\n"], decode)).toBeUndefined();
});

test("a stop text across two tokens cuts before it; a token it begins in is given up", () => {
  expect(cutAtStopText([0, 1, 2, 3], ["\n\n"], decode)).toEqual({ text: "Hello", tokens: 2 });
});

test("a stop text that is a whole token gives up that token alone", () => {
  expect(cutAtStopText([0, 1, 4, 5], ["."], decode)).toEqual({ text: "Helrld", tokens: 3 });
});

test("of several stop texts the earliest counts, not the first in the list", () => {
  expect(cutAtStopText([0, 1, 2, 3, 4], ["Wo", "o\n", "zzz"], decode)).toEqual({ text: "Hell", tokens: 2 });
});

test("a stop text at the very beginning leaves nothing", () => {
  expect(cutAtStopText([5, 0], ["."], decode)).toEqual({ text: "", tokens: 0 });
});

test("bytes of a character that is not whole are no part of the text before it", () => {
  const bytes = [...Buffer.from("a世b")];
  const fromBytes = (tokens: readonly number[]) => Buffer.from(tokens).toString("utf8");
  expect(cutAtStopText(bytes, ["世"], fromBytes)).toEqual({ text: "a", tokens: 1 });
  expect(cutAtStopText(bytes, ["b"], fromBytes)).toEqual({ text: "a世", tokens: 4 });
});
