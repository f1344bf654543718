/**
 * @file The cosine of the angle between two vectors.
 */

/**
 * How alike two directions are, whatever the vectors' lengths.
 *
 *     cos(a, b) = a·b / (|a| |b|)
 *
 * Source: textbook; Manning, Raghavan and Schütze 2008, Section 6.3.1.
 *
 * @returns from -1 (opposite) over 0 (at right angles) to 1; 0.6 for [1, 0] and [3, 4]
 * @throws RangeError if the vectors are empty, of different widths, not finite or all zeros
 */
export function cosineSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0 || a.length !== b.length) {
    throw new RangeError(
      `cosineSimilarity: vectors have ${a.length} and ${b.length} numbers, expected as many, above 0`,
    );
  }
  let product = 0;
  let squaresOfA = 0;
  let squaresOfB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    squaresOfA += a[i] * a[i];
    squaresOfB += b[i] * b[i];
  }
  const lengths = Math.sqrt(squaresOfA) * Math.sqrt(squaresOfB);
  if (!(lengths > 0 && lengths < Infinity)) {
    throw new RangeError(
      `cosineSimilarity: product of lengths is ${lengths}, expected a finite number above 0`,
    );
  }
  // Rounding must not carry the cosine of equal vectors beyond 1.
  return Math.max(-1, Math.min(1, product / lengths));
}
