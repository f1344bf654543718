/** @file Whether texts go round in circles, and how much they differ from one another. */
import { textTokens } from "../data/world/textTokens";
import { mean } from "../statistics/mean";
import { distinctN } from "./distinctN";

/** Two signs of a model that has lost its variety. */
export type TextVariety = {
  /** The share of a text's word triples that it has had before, a mean over texts; 0 for texts below three words. */
  repetition: number;
  /** The share of different word pairs among those of all texts; 0 where no text has two words. */
  distinct2: number;
};

/**
 * Repetition within texts and variety over all of them.
 *
 * `distinct2` falls with the number of texts: compare as many with as many.
 *
 * Source: ours, from `distinctN`.
 *
 * @returns for the one text "a b c a b c": repetition 1/4, distinct2 3/5
 * @throws RangeError if there is no text
 */
export function textVariety(texts: readonly string[]): TextVariety {
  const words = texts.map(textTokens);
  return {
    repetition: mean(words.map((one) => (one.length < 3 ? 0 : 1 - distinctN([one], 3)))),
    distinct2: words.some((one) => one.length > 1) ? distinctN(words, 2) : 0,
  };
}
