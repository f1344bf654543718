/** @file The tokens of a text as pieces of that text. */
import type { Tokenizer } from "./tokenizer";

/**
 * The characters that each token adds to the text of those before it; joined they are the text of all.
 *
 * A token that ends within a character, as single bytes do, adds nothing: the one that completes it adds it whole.
 *
 * @returns as many pieces as tokens; the space before a word is in the word's piece
 */
export function tokenPieces(tokenizer: Tokenizer, ids: readonly number[]): string[] {
  let written = "";
  return ids.map((_, at) => {
    const text = tokenizer.decode(ids.slice(0, at + 1), { specialTokens: true });
    const isLast = at === ids.length - 1;
    // What stands for a character that is not complete yet.
    if (!isLast && text.endsWith("\ufffd")) return "";
    const piece = text.slice(written.length);
    written = text;
    return piece;
  });
}
