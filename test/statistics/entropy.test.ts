/** @file Entropy, relative entropy and sums of exponentials. */
import { expect, test } from "vitest";
import { entropy, klDivergence } from "../../src/statistics/entropy";
import { logSumExp } from "../../src/statistics/logSumExp";
import { expectClose, golden } from "./golden";

test("entropy, klDivergence and logSumExp equal SciPy's", () => {
  const { p, q, entropy: expectedEntropy, kl, logs, logSumExp: expectedSum } = golden.information;
  expectClose(entropy(p), expectedEntropy);
  expectClose(klDivergence(p, q), kl);
  expectClose(logSumExp(logs), expectedSum);
  expectClose(logSumExp([...logs, -Infinity]), expectedSum);
});

test("entropy is log n for n equal chances and 0 for a certain outcome", () => {
  expectClose(entropy(new Array(7).fill(1 / 7)), Math.log(7));
  expect(entropy([0, 1, 0])).toBe(0);
});

test("klDivergence is 0 only for equal distributions and Infinity where q rules out what happens", () => {
  expect(klDivergence([0.3, 0.7], [0.3, 0.7])).toBe(0);
  expect(klDivergence([0.3, 0.7], [0.31, 0.69])).toBeGreaterThan(0);
  expect(klDivergence([0.3, 0.7], [0, 1])).toBe(Infinity);
  expect(klDivergence([0, 1], [0.3, 0.7])).toBeCloseTo(-Math.log(0.7), 15);
});

test("logSumExp neither overflows nor vanishes", () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 12);
  expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
});

test("distributions in single precision are accepted", () => {
  const third = Float32Array.from([1 / 3, 1 / 3, 1 / 3]);
  expect(entropy(third)).toBeCloseTo(Math.log(3), 6);
});

test("entropy, klDivergence and logSumExp refuse what is no distribution or no number", () => {
  expect(() => entropy([0.5, 0.6])).toThrow(new RangeError("entropy: p sums to 1.1, expected 1"));
  expect(() => entropy([])).toThrow(new RangeError("entropy: p sums to 0, expected 1"));
  expect(() => entropy([1.5, -0.5])).toThrow(
    new RangeError("entropy: p has 1.5 at 0, expected probabilities"),
  );
  expect(() => klDivergence([1], [0.5, 0.5])).toThrow(
    new RangeError("klDivergence: q has 2 values, expected 1 like p"),
  );
  expect(() => klDivergence([1], [Number.NaN])).toThrow(
    new RangeError("klDivergence: q has NaN at 0, expected probabilities"),
  );
  expect(() => logSumExp([])).toThrow(new RangeError("logSumExp: values has 0 values, expected 1 or more"));
  expect(() => logSumExp([0, Number.NaN])).toThrow(
    new RangeError("logSumExp: values has NaN at 1, expected numbers below Infinity"),
  );
});
