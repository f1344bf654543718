import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { gradient } from "./cases";

test("crossEntropy is log C when all logits are equal", () => {
  const loss = crossEntropy(tf.fill([3, 11], 2.5), tf.tensor1d([0, 10, 4], "int32"));
  for (const value of loss.dataSync()) expect(value).toBeCloseTo(Math.log(11), 5);
});

test("crossEntropy of logits log 3 and 0 is log 4/3 for the first class and log 4 for the second", () => {
  const logits = tf.tensor2d([Math.log(3), 0, Math.log(3), 0], [2, 2]);
  const [first, second] = crossEntropy(logits, tf.tensor1d([0, 1], "int32")).dataSync();
  expect(first).toBeCloseTo(Math.log(4 / 3), 6);
  expect(second).toBeCloseTo(Math.log(4), 6);
});

test("crossEntropy has gradient p minus the one-hot label", () => {
  const logits = tf.tensor2d([[Math.log(3), 0]]);
  const slope = gradient((x) => crossEntropy(x, tf.tensor1d([1], "int32")), logits);
  expect(slope[0]).toBeCloseTo(0.75, 6);
  expect(slope[1]).toBeCloseTo(-0.75, 6);
});

test("crossEntropy stays finite where the label's probability underflows", () => {
  const loss = crossEntropy(tf.tensor2d([[500, 0]]), tf.tensor1d([1], "int32"));
  expect(loss.dataSync()[0]).toBe(500);
});
