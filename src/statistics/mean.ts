/**
 * @file The mean.
 */
import { expectSample } from "./expectSample";

/**
 * The mean of one or more numbers.
 *
 * @returns 2 for 1, 2, 3; exactly the common value when all are equal
 * @throws RangeError if there is no value, or one is not finite
 */
export function mean(values: ArrayLike<number>): number {
  expectSample("mean", "values", values, 1);
  // Sums of differences from the first value: equal values give that value without rounding.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[0];
  return values[0] + sum / values.length;
}
