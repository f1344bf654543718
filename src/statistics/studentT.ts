/**
 * @file Student's t distribution: Student 1908.
 */
import { expectOpenShare } from "./expectSample";
import { incompleteBeta } from "./incompleteBeta";
import { invertTail } from "./invertTail";
import { logBeta } from "./logGamma";

/**
 * The share of Student's t distribution below t.
 *
 * Source: Abramowitz and Stegun 1964, Eq. 26.7.1.
 *
 * @param degrees degrees of freedom, above 0
 * @returns 0.5 at 0; 0.975 at 12.706 with 1 degree of freedom
 * @throws RangeError if t is NaN or degrees is not a finite number above 0
 */
export function studentTCdf(t: number, degrees: number): number {
  return t > 0 ? 1 - studentTUpperTail(t, degrees) : studentTUpperTail(-t, degrees);
}

/**
 * The share of Student's t distribution above t, exact to its last digits also where it is tiny.
 *
 * @throws RangeError if t is NaN or degrees is not a finite number above 0
 */
export function studentTUpperTail(t: number, degrees: number): number {
  if (Number.isNaN(t)) throw new RangeError("studentTUpperTail: t is NaN, expected a number");
  expectDegrees("studentTUpperTail", degrees);
  if (t < 0) return 1 - studentTUpperTail(-t, degrees);
  if (t === Infinity) return 0;
  const ratio = (t * t) / degrees;
  // Written without 1 - x: both tails of the beta distribution keep their digits.
  const outside = ratio === Infinity ? 0 : 1 / (1 + ratio);
  const inside = ratio === Infinity ? 1 : ratio / (1 + ratio);
  return 0.5 * incompleteBeta(outside, degrees / 2, 0.5, inside);
}

/**
 * The t that a share of Student's t distribution lies below.
 *
 * @param share between 0 and 1
 * @returns 0 for 0.5; 12.706 for 0.975 with 1 degree of freedom, 1.960 with many
 * @throws RangeError if share is not between 0 and 1, or degrees is not a finite number above 0
 */
export function studentTQuantile(share: number, degrees: number): number {
  expectOpenShare("studentTQuantile", "share", share);
  expectDegrees("studentTQuantile", degrees);
  if (share === 0.5) return 0;
  if (share < 0.5) return -upperPoint(share, degrees);
  return upperPoint(1 - share, degrees);
}

function upperPoint(share: number, degrees: number): number {
  const logFront = -logBeta(degrees / 2, 0.5) - 0.5 * Math.log(degrees);
  const density = (t: number) => Math.exp(logFront - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
  return invertTail((t) => studentTUpperTail(t, degrees), density, share);
}

function expectDegrees(where: string, degrees: number): void {
  if (!(degrees > 0 && degrees < Infinity)) {
    throw new RangeError(`${where}: degrees is ${degrees}, expected a finite number above 0`);
  }
}
