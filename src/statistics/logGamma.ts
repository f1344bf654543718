/**
 * @file Logarithms of the gamma and the beta function.
 */

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Bernoulli numbers over 2k (2k - 1), k = 1 ..: the coefficients of Stirling's series. */
const stirlingCoefficients = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/**
 * The logarithm of the gamma function.
 *
 * Source: Abramowitz and Stegun 1964, Eq. 6.1.40 (Stirling's series) above 10, below it after moving up by
 * Eq. 6.1.15, gamma(z + 1) = z gamma(z).
 *
 * @param z above 0
 * @returns log 24 for 5; the absolute error is about 1e-15 times the larger of 1 and the result
 * @throws RangeError if z is not above 0
 */
export function logGamma(z: number): number {
  if (!(z > 0)) throw new RangeError(`logGamma: z is ${z}, expected a number above 0`);
  let product = 1;
  let moved = z;
  for (; moved < 10; moved++) product *= moved;
  return (moved - 0.5) * Math.log(moved) - moved + halfLogTwoPi + stirlingRest(moved) - Math.log(product);
}

/**
 * The logarithm of the beta function, B(a, b) = gamma(a) gamma(b) / gamma(a + b).
 *
 * Where one argument is large, the difference of its two gammas is taken term by term: subtracting the
 * logarithms, each some thousands, would lose the last digits.
 *
 * @throws RangeError if a or b is not above 0
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const growth =
    (large - 0.5) * Math.log1p(small / large) +
    small * Math.log(small + large) -
    small +
    stirlingRest(small + large) -
    stirlingRest(large);
  return logGamma(small) - growth;
}

/** What Stirling's series adds to (z - 1/2) log z - z + log(2 pi) / 2, for z from 10. */
function stirlingRest(z: number): number {
  const square = z * z;
  let sum = 0;
  for (let k = stirlingCoefficients.length - 1; k >= 0; k--) sum = sum / square + stirlingCoefficients[k];
  return sum / z;
}
