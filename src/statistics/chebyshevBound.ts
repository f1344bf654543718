/**
 * @file How likely a mean is to lie far from its expectation, whatever is averaged.
 */

/**
 * The highest share of means of `size` independent draws that may lie a distance or more from their expectation.
 *
 *     P(|Z̄ - E Z| ≥ ε) ≤ min(1, Var(Z) / (N ε²))
 *
 * Source:  Chebyshev's inequality; Kuo et al. 2025, Eq. 12 and 17.
 * Differs: nothing; no bound above 1 is given.
 *
 * @param variance Var(Z) of a single draw, from 0
 * @param size N, a whole number above 0
 * @param distance ε, above 0
 * @returns from 0 to 1; 0.25 for variance 1, N = 4 and ε = 1
 * @throws RangeError if an argument is not such a number
 */
export function chebyshevBound(variance: number, size: number, distance: number): number {
  if (!(variance >= 0 && variance < Infinity)) {
    throw new RangeError(`chebyshevBound: variance is ${variance}, expected a finite number from 0`);
  }
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new RangeError(`chebyshevBound: size is ${size}, expected a whole number above 0`);
  }
  if (!(distance > 0))
    throw new RangeError(`chebyshevBound: distance is ${distance}, expected a number above 0`);
  return Math.min(1, variance / (size * distance ** 2));
}
