/**
 * @file Student's t tests of one sample and of pairs.
 */
import { confidenceInterval } from "./confidenceInterval";
import { expectOpenShare, expectPairs, expectSample } from "./expectSample";
import { isConstant, largest } from "./isConstant";
import { mean } from "./mean";
import { standardDeviation } from "./standardDeviation";
import { studentTUpperTail } from "./studentT";

export interface TTest {
  readonly t: number;
  readonly degrees: number;
  /** Two-sided. */
  readonly p: number;
  /** Mean of the values, or of the differences a - b. */
  readonly mean: number;
  /** Ends of the interval of that mean. */
  readonly low: number;
  readonly high: number;
  /** The mean in standard deviations of the values or differences: Cohen's d_z. */
  readonly effectSize: number;
}

/**
 * How surprising the mean of a sample would be if the true mean were 0.
 *
 *     t = mean sqrt(n) / s, with n - 1 degrees of freedom
 *
 * Source: Fisher 1925, Section 24, after Student 1908; the effect size is Cohen 1988, page 48.
 *
 * @param level of the interval
 * @returns for 1, 2, 3: t = 3.464, p = 0.0742, effect size 2
 * @throws RangeError if there are fewer than 2 values, one is not finite, or all are equal up to rounding:
 *   without variation t has no value
 */
export function oneSampleTTest(values: ArrayLike<number>, level = 0.95): TTest {
  expectSample("oneSampleTTest", "values", values, 2);
  expectOpenShare("oneSampleTTest", "level", level);
  expectVariation("oneSampleTTest", "values", values, largest(values));
  return tTest(values, level);
}

/**
 * How surprising the mean difference of pairs would be if there were none: the one-sample test of a - b.
 *
 * @param a one number per pair, for instance per seed
 * @param b the other number of each pair, in the same order
 * @returns the test with mean and interval of a - b
 * @throws RangeError if the lengths differ, there are fewer than 2 pairs, a value is not finite, or all
 *   differences are equal up to rounding
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>, level = 0.95): TTest {
  expectPairs("pairedTTest", a, b, 2);
  expectOpenShare("pairedTTest", "level", level);
  return tTest(varyingDifferences("pairedTTest", a, b), level);
}

/**
 * The mean difference of pairs in standard deviations of the differences.
 *
 *     d_z = mean(a - b) / s(a - b)
 *
 * Source: Cohen 1988, page 48.
 *
 * @throws RangeError as `pairedTTest`
 */
export function cohensDz(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectPairs("cohensDz", a, b, 2);
  const differences = varyingDifferences("cohensDz", a, b);
  return mean(differences) / standardDeviation(differences);
}

function tTest(values: ArrayLike<number>, level: number): TTest {
  const { mean, low, high } = confidenceInterval(values, level);
  const effectSize = mean / standardDeviation(values);
  const t = effectSize * Math.sqrt(values.length);
  const degrees = values.length - 1;
  return { t, degrees, p: 2 * studentTUpperTail(Math.abs(t), degrees), mean, low, high, effectSize };
}

function varyingDifferences(where: string, a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  const differences = Array.from(a, (value, i) => value - b[i]);
  expectVariation(where, "differences", differences, largest(a, b));
  return differences;
}

function expectVariation(where: string, name: string, values: ArrayLike<number>, scale: number): void {
  if (isConstant(values, scale)) {
    throw new RangeError(`${where}: ${name} are all ${values[0]}, expected at least two different ones`);
  }
}
