import { expect, test } from "vitest";
import { centroidSimilarity } from "../../src/preference/centroidSimilarity";
import { demonstrationSimilarity } from "../../src/preference/demonstrationSimilarity";
import { margin } from "../../src/preference/margin";
import { preferenceWeight } from "../../src/preference/preferenceWeight";
import { utility } from "../../src/preference/utility";
import { cosineSimilarity } from "../../src/statistics/cosineSimilarity";

test("margin is the probability of the class less the strongest other, from -1 to 1", () => {
  expect(margin([0.7, 0.2, 0.1], 0)).toBeCloseTo(0.5, 12);
  expect(margin([0.7, 0.2, 0.1], 2)).toBeCloseTo(-0.6, 12);
  expect(margin([0, 1], 1)).toBe(1);
  expect(margin([0, 1], 0)).toBe(-1);
  expect(margin([0.5, 0.5], 1)).toBe(0);
});

test("margin takes a softmax of float32 that ends a crumb above 1", () => {
  expect(margin(Float32Array.of(1.0000001, 0), 0)).toBeCloseTo(1, 5);
});

test("margin refuses what is no distribution or no class of it", () => {
  expect(() => margin([1], 0)).toThrow("margin: probabilities has 1 classes, expected at least 2");
  expect(() => margin([0.5, 0.5], 2)).toThrow("margin: label is 2, expected a class from 0 to 1");
  expect(() => margin([2.5, -1], 0)).toThrow("margin: probability 0 is 2.5, expected a number from 0 to 1");
  expect(() => margin([Number.NaN, 1], 1)).toThrow(
    "margin: probability 0 is NaN, expected a number from 0 to 1",
  );
});

test("cosineSimilarity by hand, whatever the lengths", () => {
  expect(cosineSimilarity([1, 0], [3, 4])).toBeCloseTo(0.6, 12);
  expect(cosineSimilarity([10, 0], [0.3, 0.4])).toBeCloseTo(0.6, 12);
  expect(cosineSimilarity([1, 2, 3], [-1, -2, -3])).toBe(-1);
});

test("cosineSimilarity never leaves [-1, 1] for equal vectors", () => {
  for (let i = 1; i < 200; i++) {
    const vector = [1 / i, Math.sqrt(i), -0.1 * i];
    expect(Math.abs(cosineSimilarity(vector, vector))).toBeLessThanOrEqual(1);
  }
});

test("cosineSimilarity refuses vectors without direction or of different widths", () => {
  expect(() => cosineSimilarity([0, 0], [1, 0])).toThrow(
    "cosineSimilarity: product of lengths is 0, expected a finite number above 0",
  );
  expect(() => cosineSimilarity([1], [1, 0])).toThrow(
    "cosineSimilarity: vectors have 1 and 2 numbers, expected as many, above 0",
  );
});

test("demonstrationSimilarity is a mean of cosines, centroidSimilarity the cosine of a mean", () => {
  const members = [
    [1, 0],
    [0, 3],
  ];
  expect(demonstrationSimilarity([1, 0], members)).toBeCloseTo(0.5, 12);
  expect(centroidSimilarity([1, 0], members)).toBeCloseTo(Math.SQRT1_2, 12);
});

test("both internal rewards agree on a single reference text", () => {
  const text = [0.2, -0.4, 1];
  const only = [[1, 1, 0.5]];
  expect(demonstrationSimilarity(text, only)).toBeCloseTo(centroidSimilarity(text, only), 12);
});

test("the internal rewards refuse an empty reference set", () => {
  expect(() => demonstrationSimilarity([1], [])).toThrow(
    "demonstrationSimilarity: demonstrations is empty, expected at least one",
  );
  expect(() => centroidSimilarity([1], [])).toThrow(
    "centroidSimilarity: classEmbeddings is empty, expected at least one",
  );
});

test("utility lies between its rewards, and is one of them at the ends", () => {
  expect(utility(0.9, 0.6, 1 / 3)).toBeCloseTo(0.7, 12);
  expect(utility(0.9, -0.6, 0)).toBe(-0.6);
  expect(utility(0.9, -0.6, 1)).toBe(0.9);
  expect(() => utility(0.9, 0.6, 1.2)).toThrow("utility: lambda is 1.2, expected a number from 0 to 1");
});

test("preferenceWeight is tanh of the gap, whichever text is better", () => {
  expect(preferenceWeight(1.5, 0.5)).toBeCloseTo(0.7615941559557649, 12);
  expect(preferenceWeight(0.5, 1.5)).toBe(preferenceWeight(1.5, 0.5));
  expect(preferenceWeight(0.3, 0.3)).toBe(0);
  expect(() => preferenceWeight(Number.NaN, 0)).toThrow(
    "preferenceWeight: utilities are NaN and 0, expected finite numbers",
  );
});
