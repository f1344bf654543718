/** @file The distributions that tests and intervals stand on, against SciPy and known values. */
import { expect, test } from "vitest";
import { incompleteBeta } from "../../src/statistics/incompleteBeta";
import { logBeta, logGamma } from "../../src/statistics/logGamma";
import { noncentralTCdf } from "../../src/statistics/noncentralTCdf";
import { normalCdf, normalQuantile, normalUpperTail } from "../../src/statistics/normal";
import { studentTCdf, studentTQuantile, studentTUpperTail } from "../../src/statistics/studentT";
import { expectClose, golden } from "./golden";

const { distributions } = golden;

test("logGamma equals SciPy's to 1e-12 and log 24 at 5", () => {
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 14);
  for (const [z, expected] of distributions.logGamma) {
    expect(Math.abs(logGamma(z) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  }
});

test("logBeta equals SciPy's to 1e-12, also where one argument is large", () => {
  for (const [a, b, expected] of distributions.logBeta) {
    expectClose(logBeta(a, b), expected);
    expectClose(logBeta(b, a), expected);
  }
});

test("incompleteBeta equals SciPy's to 1e-12, also where it is 1e-230", () => {
  for (const [x, a, b, expected] of distributions.incompleteBeta)
    expectClose(incompleteBeta(x, a, b), expected);
});

test("incompleteBeta keeps its digits close to x = 1 when the complement is given", () => {
  // I_x(1, 2) = 1 - (1 - x)^2, so the upper tail, by symmetry, is the complement squared.
  expectClose(incompleteBeta(1e-20, 2, 1, 1), 1e-40);
  expectClose(incompleteBeta(1, 1, 0.5, 1e-20), 1 - 1e-10);
});

test("studentTCdf and studentTUpperTail equal SciPy's to 1e-12 in both tails", () => {
  for (const [t, degrees, below, above] of distributions.studentT) {
    expectClose(studentTCdf(t, degrees), below);
    expectClose(studentTUpperTail(t, degrees), above);
  }
});

test("studentTCdf with 1 degree of freedom is 1/2 + arctan(t)/pi, also for t of 1e-8", () => {
  for (const t of [-1e-8, 1e-8, 0.3, -17]) expectClose(studentTCdf(t, 1), 0.5 + Math.atan(t) / Math.PI);
});

test("studentTQuantile equals SciPy's to 1e-12", () => {
  for (const [share, degrees, expected] of distributions.studentTQuantile) {
    expectClose(studentTQuantile(share, degrees), expected);
  }
});

test("studentTQuantile of a share gives back the share", () => {
  for (const degrees of [1, 3, 30, 3000]) {
    for (const share of [1e-9, 0.2, 0.7])
      expectClose(studentTCdf(studentTQuantile(share, degrees), degrees), share);
  }
});

test("studentTUpperTail is 0 at Infinity and 1 at -Infinity", () => {
  expect(studentTUpperTail(Infinity, 3)).toBe(0);
  expect(studentTUpperTail(-Infinity, 3)).toBe(1);
});

test("normalCdf and normalUpperTail equal SciPy's to 1e-12 in both tails", () => {
  for (const [z, below, above] of distributions.normal) {
    // At -38 numbers have few digits left.
    if (z > -38) expectClose(normalCdf(z), below);
    expectClose(normalUpperTail(z), above);
  }
});

test("normalUpperTail has no step at 3, where its formula changes", () => {
  const slope = (normalUpperTail(3 - 1e-6) - normalUpperTail(3)) / 1e-6;
  expectClose(slope, 0.004431848411938, 1e-5);
});

test("normalQuantile equals SciPy's to 1e-12", () => {
  for (const [share, expected] of distributions.normalQuantile) expectClose(normalQuantile(share), expected);
});

test("noncentralTCdf equals SciPy's within 1e-13", () => {
  for (const [t, degrees, shift, expected] of distributions.noncentralT) {
    expect(Math.abs(noncentralTCdf(t, degrees, shift) - expected)).toBeLessThan(1e-13);
  }
});

test("noncentralTCdf without shift is Student's t distribution", () => {
  for (const t of [-3, -0.2, 0, 5]) {
    expect(Math.abs(noncentralTCdf(t, 7, 0) - studentTCdf(t, 7))).toBeLessThan(1e-15);
  }
});

test("noncentralTCdf with many degrees of freedom is a shifted normal distribution, also 200 away", () => {
  for (const shift of [0.5, 40, 200]) {
    expect(Math.abs(noncentralTCdf(shift + 1, 1e7, shift) - normalCdf(1))).toBeLessThan(1e-2);
  }
});

test("distributions refuse arguments out of range", () => {
  expect(() => logGamma(0)).toThrow(new RangeError("logGamma: z is 0, expected a number above 0"));
  expect(() => incompleteBeta(1.5, 1, 1)).toThrow(
    new RangeError("incompleteBeta: x is 1.5, expected a number from 0 to 1"),
  );
  expect(() => incompleteBeta(0.5, 0, 1)).toThrow(
    new RangeError("incompleteBeta: a, b are 0, 1, expected numbers above 0, up to ten million"),
  );
  expect(() => studentTCdf(Number.NaN, 3)).toThrow(
    new RangeError("studentTUpperTail: t is NaN, expected a number"),
  );
  expect(() => studentTCdf(1, 0)).toThrow(
    new RangeError("studentTUpperTail: degrees is 0, expected a finite number above 0"),
  );
  expect(() => studentTQuantile(1, 3)).toThrow(
    new RangeError("studentTQuantile: share is 1, expected a number between 0 and 1"),
  );
  expect(() => normalQuantile(0)).toThrow(
    new RangeError("normalQuantile: share is 0, expected a number between 0 and 1"),
  );
  expect(() => normalUpperTail(Number.NaN)).toThrow(
    new RangeError("normalUpperTail: z is NaN, expected a number"),
  );
  expect(() => noncentralTCdf(1, 3, 1001)).toThrow(
    new RangeError("noncentralTCdf: shift is 1001, expected a number from -1000 to 1000"),
  );
  expect(() => noncentralTCdf(Infinity, 3, 1)).toThrow(
    new RangeError("noncentralTCdf: t is Infinity, expected a finite number"),
  );
});
