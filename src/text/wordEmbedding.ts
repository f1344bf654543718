/** @file A text as a vector of its words, the rarer a word the longer its part: what stands for MiniLM in the exact world. */
import { textsByWord } from "./textsByWord";
import { wordsOf } from "./wordsOf";

/** Makes the function that embeds texts, from texts that tell how rare a word is. */
export type Embed = (text: string) => Float64Array;

/**
 * Term frequencies times inverse document frequencies.
 *
 *     e_w = n_w(x) · ln((1 + N) / (1 + N_w))
 *
 * Words that none of the texts has share one number of their own, at the rarest possible: N_w = 0.
 *
 * Source:  Manning, Raghavan, Schütze 2008, Section 6.2.2, smoothed.
 * Differs: from the U-DPO paper, Section 4.1, which embeds by MiniLM-L12.
 *
 * @param corpus at least one text
 * @returns vectors of as many numbers as the corpus has different words, and one
 * @throws RangeError if the corpus has no word
 */
export function wordEmbedding(corpus: readonly string[]): Embed {
  const holding = textsByWord(corpus);
  if (holding.size === 0) throw new RangeError("wordEmbedding: corpus has no word, expected at least one");
  const places = new Map([...holding.keys()].map((word, at) => [word, at]));
  const rarity = [...holding.values(), 0].map((count) => Math.log((1 + corpus.length) / (1 + count)));
  return (text) => {
    const vector = new Float64Array(places.size + 1);
    for (const word of wordsOf(text)) {
      const at = places.get(word) ?? places.size;
      vector[at] += rarity[at];
    }
    return vector;
  };
}
