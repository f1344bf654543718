/** @file How alike texts are to one another. */
import { unitVectors } from "./unitVectors";

/**
 * The mean cosine of the embeddings of two different texts.
 *
 *     S = 2 / (n (n - 1)) sum_{i < j} cos(x_i, x_j) = (|sum x_i|² - n) / (n (n - 1)) for x_i of length 1
 *
 * Unlike distinct-n it does not change with the number of texts, but for chance.
 *
 * Source:  arXiv 2407.12813, section on data diversity (inter-sample similarity).
 * Differs: the summary that we have does not say by which embedding; it is the caller's choice.
 *
 * @param vectors one for each text; their lengths do not matter
 * @returns 1 if all texts are the same; 1/3 for [[1, 0], [1, 0], [0, 1]]
 * @throws RangeError if there are not two vectors, or one is all zeros, not finite or of another width
 */
export function interSampleSimilarity(vectors: readonly ArrayLike<number>[]): number {
  if (vectors.length < 2) {
    throw new RangeError(`interSampleSimilarity: vectors has ${vectors.length}, expected at least 2`);
  }
  const units = unitVectors("interSampleSimilarity", vectors);
  const count = units.length;
  let squares = 0;
  for (let d = 0; d < units[0].length; d++) {
    const sum = units.reduce((total, unit) => total + unit[d], 0);
    squares += sum * sum;
  }
  return (squares - count) / (count * (count - 1));
}
