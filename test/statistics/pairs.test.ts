/** @file Tests of pairs: Student's t, Wilcoxon's signed ranks, signs; and correlation. */
import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { pearsonCorrelation, spearmanCorrelation } from "../../src/statistics/correlation";
import { signTest } from "../../src/statistics/signTest";
import { cohensDz, oneSampleTTest, pairedTTest } from "../../src/statistics/tTest";
import { wilcoxonSignedRank } from "../../src/statistics/wilcoxonSignedRank";
import { expectClose, golden } from "./golden";

test("pairedTTest equals SciPy's ttest_rel on 38 lopsided samples of 2 to 30 pairs", () => {
  for (const { a, b, t: expected } of golden.pairs) {
    const actual = pairedTTest(a, b, 0.9);
    expect(actual.degrees).toBe(expected.degrees);
    expectClose(actual.t, expected.t);
    expectClose(actual.p, expected.p);
    expectClose(actual.mean, expected.mean);
    expectClose(actual.effectSize, expected.effectSize);
    expectClose(actual.low, expected.low90, 1e-11);
    expectClose(actual.high, expected.high90, 1e-11);
  }
});

test("oneSampleTTest of 1, 2, 3 has t = 2 sqrt 3 and p = 1 - sqrt(6/7)", () => {
  // With 2 degrees of freedom the two tails beyond t hold 1 - t / sqrt(2 + t^2).
  const { t, p, effectSize } = oneSampleTTest([1, 2, 3]);
  expectClose(t, 2 * Math.sqrt(3));
  expectClose(p, 1 - Math.sqrt(6 / 7));
  expect(effectSize).toBe(2);
});

test("swapping the pairs turns the sign of t and of the interval and leaves p", () => {
  const { a, b } = golden.pairs[4];
  const there = pairedTTest(a, b);
  const back = pairedTTest(b, a);
  expect(back.p).toBe(there.p);
  expectClose(back.t, -there.t);
  expectClose(back.low, -there.high);
});

test("the interval of pairedTTest ends at 0 exactly when p is 1 - level", () => {
  const { a, b } = golden.pairs.find(({ name }) => name === "normal 20")!;
  const { p } = pairedTTest(a, b);
  const { low, high } = pairedTTest(a, b, 1 - p);
  expect(Math.min(Math.abs(low), Math.abs(high))).toBeLessThan(1e-14);
});

test("cohensDz is the effect size of pairedTTest", () => {
  const { a, b, t } = golden.pairs[9];
  expectClose(cohensDz(a, b), t.effectSize);
});

test("wilcoxonSignedRank equals SciPy's, with ties and zeros, exact and approximate", () => {
  const seen = new Set<boolean>();
  for (const { a, b, wilcoxon } of golden.pairs) {
    const { plus, minus, p, exact } = wilcoxonSignedRank(a, b);
    expect(Math.min(plus, minus)).toBe(wilcoxon.smaller);
    expectClose(p, wilcoxon.p);
    seen.add(exact);
  }
  expect(seen.size).toBe(2);
});

test("wilcoxonSignedRank of five wins has p = 2/32, whatever the sizes", () => {
  expect(wilcoxonSignedRank([1, 2, 3, 4, 500], [0, 0, 0, 0, 0])).toEqual({
    plus: 15,
    minus: 0,
    p: 2 / 32,
    exact: true,
  });
});

test("wilcoxonSignedRank leaves zeros out: p is that of the other pairs", () => {
  const without = wilcoxonSignedRank([5, 1, 9], [2, 3, 1]);
  expect(wilcoxonSignedRank([5, 1, 4, 9], [2, 3, 4, 1])).toEqual(without);
});

test("wilcoxonSignedRank with ties counts the sign choices: 2 of 8 for differences 1, 1, -2", () => {
  // Ranks 1.5, 1.5, 3: sums of positive ranks up to 3 are 0, 1.5, 1.5, 3, 3, of 8: capped at 1.
  expect(wilcoxonSignedRank([1, 1, 0], [0, 0, 2]).p).toBe(1);
  // All positive: only the one choice with sum 0 is as far out, and its mirror image.
  expect(wilcoxonSignedRank([1, 1, 2], [0, 0, 0]).p).toBe(2 / 8);
});

test("signTest equals SciPy's binomtest, and 5 wins of 5 have p = 2/32", () => {
  for (const { a, b, sign } of golden.pairs) {
    const { wins, losses, p } = signTest(a, b);
    expect([wins, losses]).toEqual([sign.wins, sign.losses]);
    expectClose(p, sign.p);
  }
  expectClose(signTest([1, 1, 1, 1, 1, 3], [0, 0, 0, 0, 0, 3]).p, 2 / 32);
});

test("with no effect, p lies below .1 in about a tenth of 3,000 samples for each test", () => {
  const random = stream(11, "false alarms");
  let student = 0;
  let wilcoxon = 0;
  for (let i = 0; i < 3000; i++) {
    const a = Array.from({ length: 10 }, random.normal);
    const b = Array.from({ length: 10 }, random.normal);
    if (pairedTTest(a, b).p < 0.1) student++;
    if (wilcoxonSignedRank(a, b).p < 0.1) wilcoxon++;
  }
  // Standard error .0055. Wilcoxon's p has few values: with 10 pairs P(p < .1) is .084.
  expect(Math.abs(student / 3000 - 0.1)).toBeLessThan(0.022);
  expect(Math.abs(wilcoxon / 3000 - 0.084)).toBeLessThan(0.022);
});

test("correlations equal SciPy's", () => {
  for (const { a, b, correlations } of golden.pairs) {
    if (!correlations) continue;
    expectClose(pearsonCorrelation(a, b), correlations.pearson, 1e-9);
    expectClose(spearmanCorrelation(a, b), correlations.spearman, 1e-11);
  }
});

test("spearmanCorrelation is 1 on a rising curve, where Pearson's is not", () => {
  const a = [1, 2, 3, 4, 10];
  const b = a.map((value) => Math.exp(value));
  expectClose(spearmanCorrelation(a, b), 1);
  expect(pearsonCorrelation(a, b)).toBeLessThan(0.95);
});

test("tests of pairs refuse one pair, different lengths, NaN and pairs without variation", () => {
  const tests = {
    pairedTTest,
    cohensDz,
    wilcoxonSignedRank,
    signTest,
    pearsonCorrelation,
    spearmanCorrelation,
  };
  for (const [name, run] of Object.entries(tests)) {
    expect(() => run([1], [2])).toThrow(new RangeError(`${name}: a has 1 values, expected 2 or more`));
    expect(() => run([1, 2, 3], [1, 2])).toThrow(
      new RangeError(`${name}: b has 2 values, expected 3 like a`),
    );
    expect(() => run([1, 2], [Number.NaN, 2])).toThrow(
      new RangeError(`${name}: b has NaN at 0, expected finite numbers`),
    );
  }
  expect(() => pairedTTest([1, 2, 3], [0.5, 1.5, 2.5])).toThrow(
    new RangeError("pairedTTest: differences are all 0.5, expected at least two different ones"),
  );
  // These differences are 0.1 but for their last digits.
  expect(() => pairedTTest([0.9, 0.8, 0.7], [0.8, 0.7, 0.6])).toThrow(
    "pairedTTest: differences are all 0.09",
  );
  expect(() => oneSampleTTest([0, 0])).toThrow(
    new RangeError("oneSampleTTest: values are all 0, expected at least two different ones"),
  );
  expect(() => wilcoxonSignedRank([1, 2], [1, 2])).toThrow(
    new RangeError("wilcoxonSignedRank: differences are all 0, expected at least one other"),
  );
  expect(() => signTest([1, 2], [1, 2])).toThrow(
    new RangeError("signTest: differences are all 0, expected at least one other"),
  );
  expect(() => spearmanCorrelation([1, 2], [3, 3])).toThrow(
    new RangeError("spearmanCorrelation: b has only 3, expected at least two different values"),
  );
});
