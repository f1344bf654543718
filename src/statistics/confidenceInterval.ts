/**
 * @file The interval around a mean.
 */
import { expectOpenShare, expectSample } from "./expectSample";
import { mean } from "./mean";
import { standardDeviation } from "./standardDeviation";
import { studentTQuantile } from "./studentT";

export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean of a sample with its Student t interval: drawn again and again, such intervals hold the true mean
 * in a share `level` of all cases, if the values are independent and roughly normal.
 *
 *     mean ± t_(n-1) s / sqrt(n)
 *
 * Source: Fisher 1925, Section 24, after Student 1908.
 *
 * @param level between 0 and 1
 * @returns 2 with 2 ± 2.484 for 1, 2, 3 at level .95; equal ends when all values are equal
 * @throws RangeError if there are fewer than 2 values, one is not finite, or level is not between 0 and 1
 */
export function confidenceInterval(values: ArrayLike<number>, level = 0.95): MeanInterval {
  expectSample("confidenceInterval", "values", values, 2);
  expectOpenShare("confidenceInterval", "level", level);
  const center = mean(values);
  const standardError = standardDeviation(values) / Math.sqrt(values.length);
  const half = studentTQuantile(1 - (1 - level) / 2, values.length - 1) * standardError;
  return { mean: center, low: center - half, high: center + half };
}
