/** @file A curve that rises ever more slowly towards a limit, fitted to points. */
import { mean } from "./mean";

/** y = limit - drop · x^-power. */
export interface SaturatingCurve {
  limit: number;
  drop: number;
  power: number;
  /** The square root of the mean squared distance of the points. */
  error: number;
}

/** Powers are tried in such steps. */
const step = 0.01;

/** The least power tried: a fit that ends here is a straight line over the logarithm of x, its limit means nothing. */
export const leastPower = step;

/**
 * The saturating power law with the least squared distance from some points.
 *
 *     y(x) = a - b x^-c,   c in [0.01, 3]
 *
 * For each power c the best a and b are those of a straight line in x^-c.
 *
 * @param x above 0, at least three different ones
 * @returns limit a, drop b, power c; for the points of 0.9 - 2 x^-0.5 these three numbers
 * @throws RangeError if lists differ in length, an x is not above 0, or there are fewer than three different ones
 */
export function fitSaturatingCurve(x: readonly number[], y: readonly number[]): SaturatingCurve {
  if (x.length !== y.length) {
    throw new RangeError(`fitSaturatingCurve: y has ${y.length} numbers, expected ${x.length} like x`);
  }
  const wrong = x.find((value) => !(value > 0 && value < Infinity));
  if (wrong !== undefined) {
    throw new RangeError(`fitSaturatingCurve: x is ${wrong}, expected a finite number above 0`);
  }
  const different = new Set(x).size;
  if (different < 3) {
    throw new RangeError(`fitSaturatingCurve: x has ${different} different numbers, expected at least 3`);
  }
  const powers = Array.from({ length: 300 }, (_, at) => (at + 1) * step);
  const fits = powers.map((power) => fitLine(x, y, power));
  return fits.reduce((best, fit) => (fit.error < best.error ? fit : best));
}

/** The curve's height at x. */
export function curveAt({ limit, drop, power }: Omit<SaturatingCurve, "error">, x: number): number {
  return limit - drop * x ** -power;
}

/**
 * Where a saturating curve flattens: from this x on, doubling x gains less than `gain`.
 *
 *     y(2x) - y(x) = b x^-c (1 - 2^-c) = gain,   x = (b (1 - 2^-c) / gain)^(1/c)
 *
 * @param gain above 0, in the unit of y
 * @returns 3431.5 for 0.9 - 2 x^-0.5 and a gain of 0.01; 0 for a curve that does not rise
 * @throws RangeError if the gain is not above 0
 */
export function flatteningPoint({ drop, power }: Omit<SaturatingCurve, "error">, gain: number): number {
  if (!(gain > 0)) throw new RangeError(`flatteningPoint: gain is ${gain}, expected a number above 0`);
  if (drop <= 0) return 0;
  return ((drop * (1 - 2 ** -power)) / gain) ** (1 / power);
}

function fitLine(x: readonly number[], y: readonly number[], power: number): SaturatingCurve {
  const u = x.map((value) => value ** -power);
  const meanU = mean(u);
  const meanY = mean(y);
  const covariance = mean(u.map((value, at) => (value - meanU) * (y[at] - meanY)));
  const slope = covariance / mean(u.map((value) => (value - meanU) ** 2));
  const limit = meanY - slope * meanU;
  const squared = u.map((value, at) => (y[at] - limit - slope * value) ** 2);
  return { limit, drop: -slope, power, error: Math.sqrt(mean(squared)) };
}
