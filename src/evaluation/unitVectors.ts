/** @file Embeddings of length 1. */

/**
 * The vectors in double precision, each divided by its length.
 *
 * @param where the function that asks, for the message
 * @returns [[0.6, 0.8]] for [[3, 4]]
 * @throws RangeError if there is no vector, or one is all zeros, not finite or of another width than the first
 */
export function unitVectors(where: string, vectors: readonly ArrayLike<number>[]): Float64Array[] {
  if (vectors.length === 0) throw new RangeError(`${where}: vectors is empty, expected at least one`);
  return vectors.map((vector, at) => {
    const unit = Float64Array.from(vector);
    if (unit.length !== vectors[0].length || unit.length === 0) {
      throw new RangeError(
        `${where}: vector ${at} has ${unit.length} numbers, expected ${vectors[0].length || "one or more"}`,
      );
    }
    const length = Math.sqrt(unit.reduce((sum, value) => sum + value * value, 0));
    if (!(length > 0 && length < Infinity)) {
      throw new RangeError(`${where}: vector ${at} has length ${length}, expected a finite number above 0`);
    }
    return unit.map((value) => value / length);
  });
}
