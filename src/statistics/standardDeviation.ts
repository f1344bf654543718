/**
 * @file The standard deviation of a sample.
 */
import { expectSample } from "./expectSample";
import { mean } from "./mean";

/**
 * How far the values lie from their mean, with n - 1 below the fraction (Bessel's correction): the mean is
 * estimated from the same values, so their distances from it come out too short.
 *
 *     s = sqrt(sum (x - mean)^2 / (n - 1))
 *
 * @returns 1 for 1, 2, 3; exactly 0 when all are equal
 * @throws RangeError if there are fewer than 2 values, or one is not finite
 */
export function standardDeviation(values: ArrayLike<number>): number {
  expectSample("standardDeviation", "values", values, 2);
  const center = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - center) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
