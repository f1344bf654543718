/**
 * @file Correlation of pairs.
 */
import { expectPairs } from "./expectSample";
import { mean } from "./mean";
import { ranks } from "./ranks";

/**
 * How close pairs lie to a straight line, from -1 to 1.
 *
 *     r = sum (a - mean a)(b - mean b) / sqrt(sum (a - mean a)^2 sum (b - mean b)^2)
 *
 * Source: Conover 1999, Section 5.4, after Pearson 1895.
 *
 * @returns 1 or -1 on a line
 * @throws RangeError if the lengths differ, there are fewer than 2 pairs, a value is not finite, or one side
 *   does not vary
 */
export function pearsonCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectVaryingPairs("pearsonCorrelation", a, b);
  return correlation(a, b);
}

/**
 * How close pairs come to rising together, from -1 to 1: Pearson's correlation of the ranks.
 *
 * Source: Conover 1999, Section 5.4, after Spearman 1904; equal values share the mean of their ranks.
 *
 * @throws RangeError as `pearsonCorrelation`
 */
export function spearmanCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectVaryingPairs("spearmanCorrelation", a, b);
  return correlation(ranks(a), ranks(b));
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const fromMeanA = scaledDistances(a);
  const fromMeanB = scaledDistances(b);
  const dot = fromMeanA.reduce((sum, value, i) => sum + value * fromMeanB[i], 0);
  return Math.max(-1, Math.min(1, dot));
}

/** Distances from the mean, scaled so that their squares sum to 1. */
function scaledDistances(values: ArrayLike<number>): number[] {
  const center = mean(values);
  const distances = Array.from(values, (value) => value - center);
  const length = Math.hypot(...distances);
  return distances.map((distance) => distance / length);
}

function expectVaryingPairs(where: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  expectPairs(where, a, b, 2);
  for (const [name, values] of Object.entries({ a, b })) {
    if (Array.from(values).every((value) => value === values[0])) {
      throw new RangeError(`${where}: ${name} has only ${values[0]}, expected at least two different values`);
    }
  }
}
