import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { batchMean, weightedMean } from "../../src/losses/reduce";

test("batchMean of 1 and 3 is 2, weightedMean with weights 1 and 3 is 2.5", () => {
  expect(batchMean(tf.tensor1d([1, 3])).dataSync()[0]).toBe(2);
  expect(weightedMean(tf.tensor1d([1, 3]), tf.tensor1d([1, 3])).dataSync()[0]).toBe(2.5);
});

test("weightedMean counts zero weights as absent, batchMean of weighted losses counts them as examples", () => {
  const losses = tf.tensor1d([8, 1, 5]);
  const weights = tf.tensor1d([1, 0, 0]);
  expect(weightedMean(losses, weights).dataSync()[0]).toBe(8);
  expect(batchMean(tf.mul(losses, weights)).dataSync()[0]).toBeCloseTo(8 / 3, 6);
});

test("weightedMean equals batchMean when all weights are equal", () => {
  const losses = tf.tensor1d([0.5, 4, 1.5]);
  expect(weightedMean(losses, tf.fill([3], 0.2)).dataSync()[0]).toBeCloseTo(
    batchMean(losses).dataSync()[0],
    6,
  );
});

test("batchMean and weightedMean refuse what is not one number per example", () => {
  expect(() => batchMean(tf.zeros([2, 1]))).toThrow(
    new RangeError("batchMean: losses has shape [2, 1], expected [batch] with batch above 0"),
  );
  expect(() => batchMean(tf.zeros([0]))).toThrow(
    new RangeError("batchMean: losses has shape [0], expected [batch] with batch above 0"),
  );
  expect(() => weightedMean(tf.zeros([2]), tf.zeros([3]))).toThrow(
    new RangeError("weightedMean: weights has shape [3], expected [2] like losses"),
  );
});

test("batchMean and weightedMean leave exactly one new tensor behind", async () => {
  const losses = tf.tensor1d([1, 3]);
  expect(await tensorsLeft(() => batchMean(losses))).toBe(1);
  expect(await tensorsLeft(() => weightedMean(losses, losses))).toBe(1);
});
