import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { dimpLoss } from "../../src/losses/dimpLoss";
import { dimpLossClipped } from "../../src/losses/dimpLossClipped";
import { evenOdds, expectNear, goldenBatch, gradient } from "./cases";

test("the loss is half of log 2 for even odds, P' = 1 and a ceiling of a half", () => {
  const { logits, labels } = evenOdds(1);
  const loss = dimpLossClipped(logits, labels, { logQuality: tf.tensor1d([0]) }, 0.5);
  expect(loss.dataSync()[0]).toBeCloseTo(0.5 * Math.LN2, 6);
});

test("it is DIMP-Loss under a high ceiling, and c times cross entropy under a low one, gradients too", () => {
  const { logits, labels, columns } = goldenBatch();
  const slope = (highest: number) => gradient((x) => dimpLossClipped(x, labels, columns, highest), logits);
  expectNear(
    slope(1e6),
    gradient((x) => dimpLoss(x, labels, columns), logits),
    5,
  );
  const plain = gradient((x) => crossEntropy(x, labels), logits);
  expectNear(
    slope(1e-6),
    plain.map((value) => value * 1e-6),
    9,
  );
});

test("a label that the model finds impossible has a finite loss and gradient", () => {
  const impossible = tf.tensor2d([[400, 0]]);
  const label = tf.tensor1d([1], "int32");
  const loss = (x: tf.Tensor) => dimpLossClipped(x, label, { logQuality: tf.tensor1d([0]) }, 3);
  expect(loss(impossible).dataSync()[0]).toBeCloseTo(1200, 1);
  expectNear(gradient(loss, impossible), [3, -3], 4);
});

test("dimpLossClipped leaves one new tensor, and refuses a ceiling of 0", () => {
  const { logits, labels, columns } = goldenBatch();
  const before = tf.memory().numTensors;
  dimpLossClipped(logits, labels, columns, 2);
  expect(tf.memory().numTensors).toBe(before + 1);
  expect(() => dimpLossClipped(logits, labels, columns, 0)).toThrow(
    new RangeError("dimpLossClipped: highest is 0, expected a number above 0"),
  );
});
