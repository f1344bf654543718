import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { focal } from "../../src/losses/focal";
import { focalDetached } from "../../src/losses/focalDetached";
import { gradientWeight } from "../../src/losses/gradientWeight";
import type { PerExampleLoss } from "../../src/losses/perExampleLoss";
import { gradient } from "./cases";

const probabilities = [0.02, 0.3, 0.5, 0.97];
const published =
  (gamma: number): PerExampleLoss =>
  (logits, labels) =>
    focal(logits, labels, gamma);
const asInTheirCode =
  (gamma: number): PerExampleLoss =>
  (logits, labels) =>
    focalDetached(logits, labels, gamma);

function expectNumbers(found: readonly number[], expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i], 4);
}

test("gradientWeight is 1 for cross entropy, whatever the probability", () => {
  expectNumbers(gradientWeight(crossEntropy, probabilities), [1, 1, 1, 1]);
});

test("gradientWeight of the detached focal loss is its factor (1 - p)^γ", () => {
  for (const gamma of [1, 2]) {
    const expected = probabilities.map((p) => (1 - p) ** gamma);
    expectNumbers(gradientWeight(asInTheirCode(gamma), probabilities), expected);
  }
});

test("gradientWeight of the published focal loss is (1 - p)^γ - γ p (1 - p)^(γ - 1) log p: 0.8466 at one half", () => {
  expect(gradientWeight(published(1), [0.5])[0]).toBeCloseTo(0.5 + 0.5 * Math.LN2, 5);
  for (const gamma of [1, 2, 3]) {
    const expected = probabilities.map(
      (p) => (1 - p) ** gamma - gamma * p * (1 - p) ** (gamma - 1) * Math.log(p),
    );
    expectNumbers(gradientWeight(published(gamma), probabilities), expected);
  }
});

test("the published focal loss has the gradient of cross entropy times its weight in every logit of three", () => {
  const logits = () => tf.tensor2d([[0.3, -1.2, 0.7]]);
  const labels = tf.tensor1d([1], "int32");
  const p = Math.exp(-crossEntropy(logits(), labels).dataSync()[0]);
  const [weight] = gradientWeight(published(2), [p]);
  const plain = gradient((z) => crossEntropy(z, labels), logits());
  const weighted = gradient((z) => focal(z, labels, 2), logits());
  for (const [i, slope] of [...weighted].entries()) expect(slope).toBeCloseTo(weight * plain[i], 5);
});

test("gradientWeight refuses what is not between 0 and 1, and leaves no tensor", () => {
  expect(() => gradientWeight(crossEntropy, [0.5, 1])).toThrow(
    new RangeError("gradientWeight: probability 1 is 1, expected a number between 0 and 1"),
  );
  expect(() => gradientWeight(crossEntropy, [])).toThrow(
    new RangeError("gradientWeight: probabilities is empty, expected at least one"),
  );
  expect(tensorsLeft(() => gradientWeight(published(1), probabilities))).toBe(0);
});
