/** @file How many runs a paired comparison needs. */
import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { detectableEffect, pairedPower, pairedRunsNeeded } from "../../src/statistics/pairedPower";
import { pairedTTest } from "../../src/statistics/tTest";
import { expectClose, golden } from "./golden";

test("pairedRunsNeeded and pairedPower equal what SciPy's noncentral t gives", () => {
  for (const { effectSize, power, level, runs, reached } of golden.power) {
    expect(pairedRunsNeeded(effectSize, { power, level })).toBe(runs);
    expectClose(pairedPower(runs, effectSize, level), reached);
  }
});

test("34 runs find an effect of half a standard deviation with power .8, and 33 do not", () => {
  expect(pairedRunsNeeded(0.5)).toBe(34);
  expect(pairedPower(33, 0.5)).toBeLessThan(0.8);
  expect(pairedRunsNeeded(-0.5)).toBe(34);
});

test("detectableEffect is where the power is reached: .66 deviations for 20 runs, 1.68 for 5", () => {
  // scipy 1.17.1, nct.
  expect(detectableEffect(20)).toBeCloseTo(0.660442, 5);
  expect(detectableEffect(5)).toBeCloseTo(1.681997, 5);
  expect(pairedPower(20, detectableEffect(20, { power: 0.9 }))).toBeCloseTo(0.9, 5);
  expect(() => detectableEffect(20, { power: 0.01 })).toThrow(
    new RangeError("detectableEffect: power is 0.01, expected more than the level 0.05"),
  );
});

test("pairedPower without an effect is the level", () => {
  expectClose(pairedPower(5, 0, 0.03), 0.03);
});

test("pairedPower is the share of samples in which the test finds the effect", () => {
  const random = stream(2, "power");
  let found = 0;
  for (let i = 0; i < 3000; i++) {
    const a = Array.from({ length: 8 }, () => random.normal() + 1);
    if (pairedTTest(a, new Array(8).fill(0)).p < 0.05) found++;
  }
  expect(Math.abs(found / 3000 - pairedPower(8, 1))).toBeLessThan(0.035);
});

test("pairedRunsNeeded answers 2 for a huge effect and refuses one too small to wait for", () => {
  expect(pairedRunsNeeded(300)).toBe(2);
  expect(() => pairedRunsNeeded(0)).toThrow(
    new RangeError("pairedRunsNeeded: effectSize is 0, expected a finite number of size 0.003 or more"),
  );
  expect(() => pairedRunsNeeded(1, { power: 1 })).toThrow(
    new RangeError("pairedRunsNeeded: power is 1, expected a number between 0 and 1"),
  );
  expect(() => pairedPower(1, 1)).toThrow(
    new RangeError("pairedPower: runs is 1, expected a whole number from 2"),
  );
  expect(() => pairedPower(3, Number.NaN)).toThrow(
    new RangeError("pairedPower: effectSize is NaN, expected a finite number"),
  );
});
