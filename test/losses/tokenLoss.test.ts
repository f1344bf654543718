import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { tokenLoss } from "../../src/losses/tokenLoss";

test("tokenLoss is the mean surprise over the tokens that count, row by row", () => {
  const logProbs = tf.tensor2d([
    [-1, -2, -6],
    [-4, -8, -16],
  ]);
  const counted = tf.tensor2d([
    [1, 1, 0],
    [0, 0, 1],
  ]);
  expect([...tokenLoss(logProbs, counted).dataSync()]).toEqual([1.5, 16]);
});

test("tokenLoss gives no gradient to a token that does not count", () => {
  const counted = tf.tensor2d([[1, 0, 1]]);
  const slope = tf.grad((x) => tokenLoss(x, counted).sum())(tf.tensor2d([[-1, -2, -3]]));
  expect([...slope.dataSync()]).toEqual([-0.5, -0, -0.5]);
});

test("tokenLoss refuses shapes that differ", () => {
  expect(() => tokenLoss(tf.zeros([2, 3]), tf.zeros([3, 2]))).toThrow(
    new RangeError("tokenLoss: counted has shape [3, 2], expected [batch, tokens] like logProbs, [2, 3]"),
  );
});

test("tokenLoss leaves exactly one new tensor behind", () => {
  const logProbs = tf.zeros([2, 3]);
  const counted = tf.ones([2, 3]);
  const before = tf.memory().numTensors;
  tokenLoss(logProbs, counted);
  expect(tf.memory().numTensors - before).toBe(1);
});
