import { expect, test } from "vitest";
import { type Random, stream } from "../../src/random/stream";

const draws = <Value>(count: number, draw: () => Value) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A right stream exceeds this score about once in 10,000 tests. */
const chance = 6;

/** How many standard deviations Pearson's statistic is above its expectation. */
function chiSquareScore(values: readonly number[], probabilities: readonly number[]): number {
  const terms = probabilities.map((probability, i) => {
    const expected = probability * values.length;
    return (values.filter((value) => value === i).length - expected) ** 2 / expected;
  });
  const freedom = probabilities.length - 1;
  return (terms.reduce((sum, term) => sum + term, 0) - freedom) / Math.sqrt(2 * freedom);
}

test("a stream gives the numbers it always gave", () => {
  const random = stream(20261121, "pinned");
  expect([random.uniform(), random.normal(), random.integer(1000), random.seedPair()]).toEqual([
    0.0927006906355311,
    -0.9411909681216519,
    242,
    [768200263, -336680448],
  ]);
});

test("seed and name fix the numbers, and either one changes them", () => {
  const first = (random: Random) => draws(5, random.uniform);
  expect(first(stream(1, "a"))).toEqual(first(stream(1, "a")));
  expect(first(stream(2, "a"))).not.toEqual(first(stream(1, "a")));
  expect(first(stream(1, "b"))).not.toEqual(first(stream(1, "a")));
});

test("a child stream does not depend on what was drawn before it, and differs from its parent and siblings", () => {
  const parent = stream(1, "parent");
  const before = draws(5, parent.child("one").uniform);
  draws(100, parent.uniform);
  expect(draws(5, parent.child("one").uniform)).toEqual(before);
  expect(draws(5, parent.child("two").uniform)).not.toEqual(before);
  expect(draws(5, stream(1, "parent").uniform)).not.toEqual(before);
});

test("streams of neighbouring seeds are not alike", () => {
  const values = Array.from({ length: 4000 }, (_, seed) =>
    Math.floor(stream(seed, "neighbours").uniform() * 16),
  );
  expect(chiSquareScore(values, Array(16).fill(1 / 16))).toBeLessThan(chance);
  const steps = values.slice(1).map((value, i) => (value - values[i] + 16) % 16);
  expect(chiSquareScore(steps, Array(16).fill(1 / 16))).toBeLessThan(chance);
});

test("uniform numbers are even over [0, 1), with 53 bits", () => {
  const values = draws(20_000, stream(1, "uniform").uniform);
  const bins = values.map((value) => Math.floor(value * 20));
  expect(chiSquareScore(bins, Array(20).fill(1 / 20))).toBeLessThan(chance);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  const lowest = values.map((value) => (value * 2 ** 53) % 2);
  expect(Math.abs(mean(lowest) - 0.5)).toBeLessThan(0.02);
});

test("successive uniform numbers are independent", () => {
  const random = stream(2, "pairs");
  const cells = draws(20_000, () => Math.floor(random.uniform() * 5) * 5 + Math.floor(random.uniform() * 5));
  expect(chiSquareScore(cells, Array(25).fill(1 / 25))).toBeLessThan(chance);
});

test("normal numbers have the mean, variance, fourth moment and tails of the standard normal", () => {
  const values = draws(40_000, stream(1, "normal").normal);
  expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(40_000));
  expect(Math.abs(mean(values.map((x) => x ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
  expect(Math.abs(mean(values.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / 40_000));
  // P(X > 1.96) = 0.025
  expect(Math.abs(values.filter((x) => x > 1.96).length / 40_000 - 0.025)).toBeLessThan(0.0032);
});

test("whole numbers are even below a limit that is no power of two", () => {
  const random = stream(1, "integer");
  expect(
    chiSquareScore(
      draws(21_000, () => random.integer(7)),
      Array(7).fill(1 / 7),
    ),
  ).toBeLessThan(4);
  expect(new Set(draws(20, () => random.integer(1)))).toEqual(new Set([0]));
});

test("categorical draws are as frequent as lopsided weights say, and never of weight 0", () => {
  const random = stream(1, "categorical");
  const weights = [0, 6, 0, 3, 0.5, 0];
  const values = draws(19_000, () => random.categorical(weights));
  expect(values.every((value) => weights[value] > 0)).toBe(true);
  const ranks = values.map((value) => [1, 3, 4].indexOf(value));
  expect(chiSquareScore(ranks, [6 / 9.5, 3 / 9.5, 0.5 / 9.5])).toBeLessThan(chance);
});

test("categorical takes typed arrays and one weight", () => {
  expect(stream(1, "one").categorical(Float32Array.of(0, 2))).toBe(1);
});

test("each order of three items is equally likely, and the items given are left alone", () => {
  const random = stream(1, "shuffle");
  const items = Object.freeze(["a", "b", "c"]);
  const orders = ["abc", "acb", "bac", "bca", "cab", "cba"];
  const values = draws(12_000, () => orders.indexOf(random.shuffle(items).join("")));
  expect(chiSquareScore(values, Array(6).fill(1 / 6))).toBeLessThan(chance);
  expect(random.shuffle([])).toEqual([]);
});

test("seed pairs are pairs of 32-bit integers, of both signs", () => {
  const random = stream(1, "pairs");
  const pairs = draws(200, random.seedPair);
  for (const value of pairs.flat()) expect(value).toBe(value | 0);
  expect(new Set(pairs.flat().map(Math.sign))).toEqual(new Set([1, -1]));
  expect(new Set(pairs.flat()).size).toBe(400);
});

test("a seed, a limit or weights that cannot be are refused", () => {
  const random = stream(1, "refusals");
  expect(() => stream(-1, "a")).toThrow(
    new RangeError("stream: seed is -1, expected a whole number from 0 to 2^53 - 1"),
  );
  expect(() => stream(0.5, "a")).toThrow(RangeError);
  expect(() => random.integer(0)).toThrow(
    new RangeError("integer: limit is 0, expected a whole number above 0"),
  );
  expect(() => random.categorical([1, -1])).toThrow(
    new RangeError("categorical: weight 1 is -1, expected a finite number from 0"),
  );
  expect(() => random.categorical([1, Number.NaN])).toThrow(
    new RangeError("categorical: weight 1 is NaN, expected a finite number from 0"),
  );
  expect(() => random.categorical([0, 0])).toThrow(
    new RangeError("categorical: the weights sum to 0, expected a positive sum"),
  );
});
