/**
 * @file A text cut to a number of tokens, between words.
 */
import type { Tokenizer } from "./tokenizer";

/**
 * The first words of a text that have at most so many tokens together, special ones not counted; one word at least.
 *
 * @returns the text itself where it is short enough
 */
export function textWithin(
  tokenizer: Pick<Tokenizer, "encodePlain">,
  text: string,
  maxTokens: number,
): string {
  if (tokenizer.encodePlain(text).length <= maxTokens) return text;
  const words = text.split(" ");
  let [fits, tooMany] = [1, words.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    const tokens = tokenizer.encodePlain(words.slice(0, middle).join(" ")).length;
    if (tokens <= maxTokens) fits = middle;
    else tooMany = middle;
  }
  return words.slice(0, fits).join(" ");
}
