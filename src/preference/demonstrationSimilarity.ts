/**
 * @file The internal reward of a text: how near it lies to the demonstrations of its own prompt.
 */
import { cosineSimilarity } from "../statistics/cosineSimilarity";
import { mean } from "../statistics/mean";

/**
 * The mean cosine between a text's embedding and those of the demonstrations it was prompted with.
 *
 *     r_int(x) = (1 / D) Σ_d cos(e(x), e(d))
 *
 * Source:  U-DPO paper, Section 3.4, which asks for an embedding similarity and does not say with what.
 * Differs: the reference set is ours: here the prompt's demonstrations, in `centroidSimilarity` the class.
 *
 * @param embedding of the text
 * @param demonstrations embeddings of the prompt's demonstrations, at least one
 * @returns from -1 to 1; 0.5 for [1, 0] beside [1, 0] and [0, 1]
 * @throws RangeError if there is no demonstration, widths differ or an embedding is all zeros
 */
export function demonstrationSimilarity(
  embedding: ArrayLike<number>,
  demonstrations: readonly ArrayLike<number>[],
): number {
  if (demonstrations.length === 0) {
    throw new RangeError("demonstrationSimilarity: demonstrations is empty, expected at least one");
  }
  return mean(demonstrations.map((demonstration) => cosineSimilarity(embedding, demonstration)));
}
