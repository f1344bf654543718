/**
 * @file Intervals from resampling: Efron 1979, Efron 1987.
 */
import type { Random } from "../random/stream";
import { expectOpenShare } from "./expectSample";
import { mean } from "./mean";
import { normalCdf, normalQuantile } from "./normal";
import { quantile } from "./quantile";

export interface BootstrapOptions {
  /** How often the interval is to hold the truth, between 0 and 1; 0.95 where nothing is said. */
  readonly level?: number;
  /** How many samples are drawn; 9,999 where nothing is said. */
  readonly resamples?: number;
}

export interface BootstrapInterval {
  /** The statistic of the sample itself. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile interval: the sample is drawn anew from itself, with replacement, many times; the interval
 * holds the middle share `level` of the statistic's values.
 *
 * Items are drawn whole: give pairs, such as `[ours, theirs]`, for a paired interval.
 *
 * Source: Efron 1979; Efron and Tibshirani 1993, Eq. 13.5.
 *
 * @param items what was sampled: numbers, pairs, texts
 * @param statistic one finite number for a sample of that kind
 * @throws RangeError if there are fewer than 2 items, the statistic is not finite, or an option is out of range
 */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (sample: Item[]) => number,
  random: Random,
  options: BootstrapOptions = {},
): BootstrapInterval {
  const { level, resamples } = expectOptions("bootstrapInterval", items, options);
  const measure = finiteStatistic("bootstrapInterval", statistic);
  const estimate = measure([...items]);
  const values = resampled(items, measure, random, resamples);
  return { estimate, low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) };
}

/**
 * The bias-corrected and accelerated interval: as `bootstrapInterval`, but with ends moved for a statistic
 * that is off centre among its resamples or whose spread depends on its value.
 *
 *     share = Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z the normal quantile of (1 ± level) / 2
 *
 * z0 is the normal quantile of the share of resamples below the estimate (equal ones count half), a comes from
 * leaving out one item at a time.
 *
 * Source: Efron 1987; Efron and Tibshirani 1993, Eq. 14.9, Eq. 14.14 and Eq. 14.15.
 *
 * @throws RangeError as `bootstrapInterval`, or if no end can be found: the statistic is the same whichever
 *   item is left out, or lies outside all its resamples
 */
export function bcaInterval<Item>(
  items: readonly Item[],
  statistic: (sample: Item[]) => number,
  random: Random,
  options: BootstrapOptions = {},
): BootstrapInterval {
  const { level, resamples } = expectOptions("bcaInterval", items, options);
  const measure = finiteStatistic("bcaInterval", statistic);
  const estimate = measure([...items]);
  const acceleration = jackknifeAcceleration(items, measure);
  const values = resampled(items, measure, random, resamples);
  const bias = normalQuantile(expectInside(shareBelow(values, estimate)));
  const end = (share: number) => {
    const moved = bias + normalQuantile(share);
    return quantile(values, normalCdf(bias + moved / (1 - acceleration * moved)));
  };
  return { estimate, low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

function resampled<Item>(
  items: readonly Item[],
  measure: (sample: Item[]) => number,
  random: Random,
  resamples: number,
): Float64Array {
  const draw = () => items.map(() => items[random.integer(items.length)]);
  return Float64Array.from({ length: resamples }, () => measure(draw()));
}

/** How much the statistic's spread changes with its value: a sixth of the skewness of leave-one-out values. */
function jackknifeAcceleration<Item>(items: readonly Item[], measure: (sample: Item[]) => number): number {
  const without = items.map((_, left) => measure(items.filter((_, i) => i !== left)));
  const distances = without.map((value) => mean(without) - value);
  const squares = distances.reduce((sum, distance) => sum + distance ** 2, 0);
  if (squares === 0) {
    throw new RangeError(
      `bcaInterval: statistic is ${without[0]} whichever item is left out, expected one that varies`,
    );
  }
  const cubes = distances.reduce((sum, distance) => sum + distance ** 3, 0);
  return cubes / (6 * squares ** 1.5);
}

function shareBelow(values: Float64Array, estimate: number): number {
  // The sample itself in another order may give its statistic with another last digit: still equal.
  const rounding = 1e-13 * Math.abs(estimate);
  let count = 0;
  for (const value of values) {
    if (Math.abs(value - estimate) <= rounding) count += 0.5;
    else if (value < estimate) count += 1;
  }
  return count / values.length;
}

function expectInside(share: number): number {
  if (share > 0 && share < 1) return share;
  throw new RangeError(
    `bcaInterval: statistic has a share ${share} of its resamples below it, expected some on both sides`,
  );
}

function expectOptions(where: string, items: readonly unknown[], options: BootstrapOptions) {
  const { level = 0.95, resamples = 9999 } = options;
  if (items.length < 2) throw new RangeError(`${where}: items has ${items.length} items, expected 2 or more`);
  expectOpenShare(where, "level", level);
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new RangeError(`${where}: resamples is ${resamples}, expected a whole number above 0`);
  }
  return { level, resamples };
}

function finiteStatistic<Item>(where: string, statistic: (sample: Item[]) => number) {
  return (sample: Item[]) => {
    const value = statistic(sample);
    if (!Number.isFinite(value)) {
      throw new RangeError(`${where}: statistic is ${value} on a sample, expected a finite number`);
    }
    return value;
  };
}
