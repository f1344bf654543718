/**
 * @file The regularised incomplete beta function, from which Student's t distribution follows.
 */
import { logBeta } from "./logGamma";

const tiny = 1e-300;

/**
 * The share of the Beta(a, b) distribution below x.
 *
 *     I_x(a, b) = 1 / B(a, b) * integral from 0 to x of u^(a-1) (1 - u)^(b-1) du
 *
 * Source: NIST Digital Library of Mathematical Functions, Eq. 8.17.22 (the continued fraction), evaluated by
 * the method of Lentz as modified by Thompson and Barnett 1986.
 *
 * @param x from 0 to 1
 * @param a above 0, up to ten million
 * @param b as a
 * @param complement 1 - x; pass it where it is known without rounding, as x close to 1 has lost its digits
 * @returns 0.5 for x = 0.5 and a = b; the relative error is about 1e-13, also where the value is tiny, and grows
 *   to 1e-11 for a or b of a million
 * @throws RangeError if an argument is out of range
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incompleteBeta: x is ${x}, expected a number from 0 to 1`);
  // Far above, exponents of many digits leave few digits of the result.
  if (!(a > 0 && b > 0 && a <= 1e7 && b <= 1e7)) {
    throw new RangeError(`incompleteBeta: a, b are ${a}, ${b}, expected numbers above 0, up to ten million`);
  }
  if (x === 0 || complement === 0) return x === 0 ? 0 : 1;
  // The fraction converges fast below the mean; above it the other tail is the one to compute.
  return x <= (a + 1) / (a + b + 2) ? lowerTail(x, complement, a, b) : 1 - lowerTail(complement, x, b, a);
}

function lowerTail(x: number, complement: number, a: number, b: number): number {
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-complement);
  const logComplement = complement < 0.5 ? Math.log(complement) : Math.log1p(-x);
  const front = Math.exp(a * logX + b * logComplement - logBeta(a, b)) / a;
  return front / continuedFraction(x, a, b);
}

/** 1 + d1/(1 + d2/(1 + ...)), from the front, until a step changes nothing. */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1;
  let above = 1;
  let below = 0;
  for (let step = 1; step < 100_000; step++) {
    const d = coefficient(step, x, a, b);
    below = 1 / awayFromZero(1 + d * below);
    above = awayFromZero(1 + d / above);
    const change = above * below;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) return value;
  }
  throw new Error(`incompleteBeta: the fraction of ${x}, ${a}, ${b} does not settle, expected it to`);
}

function coefficient(step: number, x: number, a: number, b: number): number {
  const m = Math.floor(step / 2);
  return step % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
