import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { focal } from "../../src/losses/focal";
import { focalDetached } from "../../src/losses/focalDetached";
import { evenOdds, expectNear, gradient } from "./cases";

const logits = () =>
  tf.tensor2d([
    [1, 0],
    [0, -1],
    [60, 0],
  ]);
const labels = () => tf.tensor1d([0, 1, 0], "int32");

test("focal is half of log 2 for two equal logits and gamma 1", () => {
  const { logits, labels } = evenOdds(1);
  expect(focal(logits, labels, 1).dataSync()[0]).toBeCloseTo(0.5 * Math.LN2, 6);
  expect(focalDetached(logits, labels, 1).dataSync()[0]).toBeCloseTo(0.5 * Math.LN2, 6);
});

test("focal and focalDetached with gamma 0 are cross entropy, in value and gradient, even where p is 1", () => {
  for (const loss of [focal, focalDetached]) {
    expect([...loss(logits(), labels(), 0).dataSync()]).toEqual([
      ...crossEntropy(logits(), labels()).dataSync(),
    ]);
    const slope = gradient((x) => loss(x, labels(), 0), logits());
    expectNear(
      slope,
      gradient((x) => crossEntropy(x, labels()), logits()),
      6,
    );
  }
});

test("focal and focalDetached agree in value and differ in gradient as PyTorch says (-0.0670 and -0.0362)", () => {
  expect([...focal(logits(), labels(), 1).dataSync()]).toEqual([
    ...focalDetached(logits(), labels(), 1).dataSync(),
  ]);
  const mean = (loss: typeof focal) => gradient((x) => loss(x, labels(), 1).slice(0, 2).div(2), logits());
  expect(mean(focal)[0]).toBeCloseTo(-0.067, 4);
  expect(mean(focalDetached)[0]).toBeCloseTo(-0.0362, 4);
  expect(mean(focal)[2]).toBeCloseTo(0.3963, 4);
  expect(mean(focalDetached)[2]).toBeCloseTo(0.2672, 4);
});

test("focal has a finite gradient at p = 1 for gamma below 1, where the slope of the factor alone is infinite", () => {
  const slope = gradient((x) => focal(x, labels(), 0.5), logits());
  for (const value of slope) expect(Number.isFinite(value)).toBe(true);
});

test("focal and focalDetached refuse a gamma below 0", () => {
  const { logits, labels } = evenOdds(2);
  expect(() => focal(logits, labels, -1)).toThrow(
    new RangeError("focal: gamma is -1, expected a number from 0"),
  );
  expect(() => focalDetached(logits, labels, Number.NaN)).toThrow(
    new RangeError("focalDetached: gamma is NaN, expected a number from 0"),
  );
});
