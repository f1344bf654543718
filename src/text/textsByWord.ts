/** @file How common words are. */
import { wordsOf } from "./wordsOf";

/** In how many of the texts each word stands, in the order of first appearance. */
export function textsByWord(texts: readonly string[]): Map<string, number> {
  const holding = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(wordsOf(text))) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  return holding;
}
