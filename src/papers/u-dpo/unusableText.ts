/** @file Which generated texts may stand for a real one. */
import { textTokens } from "../../data/world/textTokens";
import { copiedShare } from "../../evaluation/copiedShare";
import { type Degeneracy, degenerateText } from "../../preference/degenerateText";

/** Why a text is not used. */
export type Unusable = Degeneracy | "short" | "copied words";

/** Fewer words than this are a fragment, such as a model without training on instructions writes now and then. */
const leastWords = 8;

/** Runs of so many words seldom are the same by chance. */
const runLength = 5;

/** A text is a copy when more than this share of its runs of words stand in its prompt. */
const mostCopied = 0.2;

/**
 * Why a text should not train a classifier or a generator, if it should not.
 *
 * A copy of a demonstration would bring a real text into the synthetic set, and pass for a good one.
 *
 * Source: ours; the U-DPO paper does not say what became of such texts.
 *
 * @param demonstrations texts that its prompt showed
 * @returns undefined for a text that is fit for use
 */
export function unusableText(text: string, demonstrations: readonly string[]): Unusable | undefined {
  const degenerate = degenerateText(text, demonstrations);
  if (degenerate) return degenerate;
  const words = textTokens(text);
  if (words.length < leastWords) return "short";
  const copied = copiedShare(words, demonstrations.map(textTokens), runLength);
  return copied > mostCopied ? "copied words" : undefined;
}
