/**
 * @file The internal reward of a text: how near it lies to the middle of its class.
 */
import { cosineSimilarity } from "../statistics/cosineSimilarity";

/**
 * The cosine between a text's embedding and the mean direction of its class's real texts.
 *
 *     r_int(x) = cos(e(x), c)      with c = Σ_d e(d) / |e(d)|
 *
 * Source:  U-DPO paper, Section 3.4, which asks for an embedding similarity and does not say with what.
 * Differs: the reference set is ours: here the real texts of the class, in `demonstrationSimilarity` the prompt's.
 *
 * @param embedding of the text
 * @param classEmbeddings embeddings of the class's real texts, at least one
 * @returns from -1 to 1; √½ = 0.7071 for [1, 0] beside the class [1, 0] and [0, 3]
 * @throws RangeError if the class is empty, widths differ, or an embedding or the class's middle is all zeros
 */
export function centroidSimilarity(
  embedding: ArrayLike<number>,
  classEmbeddings: readonly ArrayLike<number>[],
): number {
  return cosineSimilarity(embedding, classCentroid(classEmbeddings, embedding.length));
}

/**
 * The c of `centroidSimilarity`, for a class that many texts are held to.
 *
 * @param width how many numbers each embedding has
 * @throws RangeError if the class is empty, or an embedding has another width or is all zeros
 */
export function classCentroid(classEmbeddings: readonly ArrayLike<number>[], width: number): Float64Array {
  if (classEmbeddings.length === 0) {
    throw new RangeError("centroidSimilarity: classEmbeddings is empty, expected at least one");
  }
  const centroid = new Float64Array(width);
  for (const member of classEmbeddings) {
    if (member.length !== width) {
      throw new RangeError(
        `centroidSimilarity: an embedding of the class has ${member.length} numbers, expected ${width}`,
      );
    }
    const length = Math.hypot(...Array.from(member));
    for (let i = 0; i < width; i++) centroid[i] += member[i] / length;
  }
  return centroid;
}
