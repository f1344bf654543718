/** @file Bootstrap intervals, against SciPy on the same draws and by repeated sampling. */
import { expect, test } from "vitest";
import { type Random, stream } from "../../src/random/stream";
import { bcaInterval, bootstrapInterval } from "../../src/statistics/bootstrapInterval";
import { mean } from "../../src/statistics/mean";
import { quantile } from "../../src/statistics/quantile";
import { expectClose, golden } from "./golden";

/** A stream that hands out given indices, one after the other. */
function replay(draws: number[][]): Random {
  const indices = draws.flat()[Symbol.iterator]();
  return { ...stream(0, "replay"), integer: () => indices.next().value as number };
}

test("bootstrapInterval and bcaInterval equal SciPy's on the same draws", () => {
  for (const { values, draws, percentile, BCa } of golden.bootstrap) {
    const options = { level: 0.9, resamples: draws.length };
    const plain = bootstrapInterval(values, mean, replay(draws), options);
    expectClose(plain.low, percentile[0]);
    expectClose(plain.high, percentile[1]);
    const accelerated = bcaInterval(values, mean, replay(draws), options);
    expectClose(accelerated.low, BCa[0]);
    expectClose(accelerated.high, BCa[1]);
  }
});

test("the same seed gives the same interval and another seed another", () => {
  const values = [1, 5, 2, 9, 30];
  const interval = (seed: number) =>
    bootstrapInterval(values, mean, stream(seed, "bootstrap"), { resamples: 200 });
  expect(interval(1)).toEqual(interval(1));
  expect(interval(1)).not.toEqual(interval(2));
});

test("a bootstrap of pairs keeps them together: a constant difference has an interval of no width", () => {
  const pairs = [1, 4, 9, 100].map((value) => [value, value - 0.5] as const);
  const difference = (sample: (readonly [number, number])[]) =>
    mean(sample.map(([ours, theirs]) => ours - theirs));
  const { estimate, low, high } = bootstrapInterval(pairs, difference, stream(3, "pairs"), {
    resamples: 500,
  });
  expect([estimate, low, high]).toEqual([0.5, 0.5, 0.5]);
});

test("bootstrapInterval of a mean comes close to the normal interval when values are many", () => {
  const random = stream(7, "many");
  const values = Array.from({ length: 2000 }, random.normal);
  const { estimate, low, high } = bootstrapInterval(values, mean, random, { resamples: 2000 });
  expect((high - low) / 2).toBeCloseTo(1.96 / Math.sqrt(2000), 2);
  expect(low < estimate && estimate < high).toBe(true);
});

test("bcaInterval holds the mean of a skewed distribution more often than bootstrapInterval does", () => {
  const random = stream(21, "coverage of a skewed mean");
  const hits = { plain: 0, accelerated: 0 };
  for (let i = 0; i < 400; i++) {
    const values = Array.from({ length: 15 }, () => Math.log(1 / (1 - random.uniform())) ** 2);
    const plain = bootstrapInterval(values, mean, random, { resamples: 300 });
    const accelerated = bcaInterval(values, mean, random, { resamples: 300 });
    // The square of an exponential variable has mean 2.
    if (plain.low < 2 && plain.high > 2) hits.plain++;
    if (accelerated.low < 2 && accelerated.high > 2) hits.accelerated++;
  }
  expect(hits.accelerated).toBeGreaterThan(hits.plain);
});

test("bootstrap intervals refuse what they cannot resample", () => {
  const random = stream(1, "refusals");
  expect(() => bootstrapInterval([1], mean, random)).toThrow(
    new RangeError("bootstrapInterval: items has 1 items, expected 2 or more"),
  );
  expect(() => bootstrapInterval([1, 2], mean, random, { resamples: 0 })).toThrow(
    new RangeError("bootstrapInterval: resamples is 0, expected a whole number above 0"),
  );
  expect(() => bcaInterval([1, 2], mean, random, { level: 1 })).toThrow(
    new RangeError("bcaInterval: level is 1, expected a number between 0 and 1"),
  );
  expect(() => bootstrapInterval([1, 2], () => Number.NaN, random)).toThrow(
    new RangeError("bootstrapInterval: statistic is NaN on a sample, expected a finite number"),
  );
  expect(() => bcaInterval([4, 4, 4], mean, random)).toThrow(
    new RangeError("bcaInterval: statistic is 4 whichever item is left out, expected one that varies"),
  );
  const largest = (values: number[]) => quantile(values, 1);
  expect(() => bcaInterval([1, 2], largest, replay([[0, 0]]), { resamples: 1 })).toThrow(
    new RangeError(
      "bcaInterval: statistic has a share 1 of its resamples below it, expected some on both sides",
    ),
  );
});
