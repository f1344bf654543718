/**
 * @file The standard normal distribution.
 */
import { expectOpenShare } from "./expectSample";
import { invertTail } from "./invertTail";

/** Height of the bell at z. */
function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * The share of the standard normal distribution below z.
 *
 * @returns 0.5 at 0, 0.975 at 1.960
 * @throws RangeError if z is NaN
 */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - normalUpperTail(z) : normalUpperTail(-z);
}

/**
 * The share of the standard normal distribution above z, exact to its last digits also where it is tiny.
 *
 * Source: Abramowitz and Stegun 1964, Eq. 26.2.11 (series) below 3, Eq. 26.2.14 (continued fraction) above.
 *
 * @throws RangeError if z is NaN
 */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError("normalUpperTail: z is NaN, expected a number");
  if (z < 0) return 1 - normalUpperTail(-z);
  return z < 3 ? 0.5 - shareFromZero(z) : farTail(z);
}

/**
 * The z that a share of the standard normal distribution lies below.
 *
 * @returns 0 for 0.5, 1.960 for 0.975
 * @throws RangeError if share is not between 0 and 1
 */
export function normalQuantile(share: number): number {
  expectOpenShare("normalQuantile", "share", share);
  if (share === 0.5) return 0;
  const upper = invertTail(normalUpperTail, normalDensity, Math.min(share, 1 - share));
  return share < 0.5 ? -upper : upper;
}

/** density(z) (z + z^3/3 + z^5/(3 5) + ...) */
function shareFromZero(z: number): number {
  let term = z;
  let sum = 0;
  for (let odd = 3; term > 1e-18; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return normalDensity(z) * sum;
}

/** density(z) / (z + 1/(z + 2/(z + 3/...))), from the back: 200 steps are plenty from 3 up. */
function farTail(z: number): number {
  let fraction = z;
  for (let k = 200; k >= 1; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}
