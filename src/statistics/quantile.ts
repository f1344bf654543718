/**
 * @file Quantiles of a sample.
 */
import { expectSample } from "./expectSample";

/**
 * The value that a share of the sample lies below, on straight lines between the sorted values.
 *
 * Source: Hyndman and Fan 1996, pages 361 to 365, definition 7, as NumPy and R have it.
 *
 * @param share from 0 (smallest) to 1 (largest); 0.5 is the median
 * @returns 1.75 for a quarter of 1, 2, 3, 4
 * @throws RangeError if there is no value, one is not finite, or share is not from 0 to 1
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  expectSample("quantile", "values", values, 1);
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`quantile: share is ${share}, expected a number from 0 to 1`);
  }
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
