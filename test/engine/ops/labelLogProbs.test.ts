import { expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { normalTensor } from "../../../src/engine/initialisers";
import { labelLogProbs } from "../../../src/engine/ops/labelLogProbs";
import { logitsOf } from "../../../src/engine/ops/logitsOf";
import { logProbOf } from "../../../src/engine/ops/logProbOf";
import { tf } from "../../../src/engine/tensorflow";
import { stream } from "../../../src/random/stream";
import { expectClose, expectCloseTrees } from "../closeTo";

const random = stream(1, "test/labelLogProbs");
const hidden = normalTensor([7, 4], 1, random) as tf.Tensor2D;
const embedding = normalTensor([11, 4], 1, random) as tf.Tensor2D;
const labels = tf.tensor1d([3, 0, 10, 3, 7, 1, 1], "int32");
const weights = tf.tensor1d([1, -2, 0.5, 0, 3, 1, 0.25]);

/** Weighted sum of the log-probabilities, with its slopes in both inputs. */
const slopes = (logProbs: (h: tf.Tensor2D, e: tf.Tensor2D) => tf.Tensor) => (h: tf.Tensor, e: tf.Tensor) => {
  const { value, grads } = tf.valueAndGrads((h, e) =>
    tf.sum(tf.mul(weights, logProbs(h as tf.Tensor2D, e as tf.Tensor2D))),
  )([h, e]);
  return [value, ...grads];
};
const whole = (h: tf.Tensor2D, e: tf.Tensor2D) => logProbOf(logitsOf(h, e), labels);
const inParts = (rows: number) => (h: tf.Tensor2D, e: tf.Tensor2D) => labelLogProbs(h, e, labels, rows);

test("labelLogProbs is -log V where all logits are equal", () => {
  const values = labelLogProbs(tf.zeros([7, 4]), embedding, labels, 3).dataSync();
  expectClose(values, new Array(7).fill(-Math.log(11)), 1e-6);
});

test("labelLogProbs in parts equals the log-probabilities of all logits at once", () => {
  for (const rows of [1, 2, 3, 7, 100]) {
    expectClose(inParts(rows)(hidden, embedding).dataSync(), whole(hidden, embedding).dataSync(), 1e-6);
  }
});

test("labelLogProbs in parts has the gradients of all logits at once, op by op, recorded and compiled", () => {
  const expected = slopes(whole)(hidden, embedding);
  expectCloseTrees(slopes(inParts(3))(hidden, embedding), expected, 1e-5);
  for (const xla of [false, true]) {
    const recorded = graphFunction("slopes", slopes(inParts(3)), { constants: [labels, weights], xla });
    expectCloseTrees(recorded(hidden, embedding), expected, 1e-5);
    recorded.dispose();
  }
});

test("labelLogProbs refuses labels that are not one for each row, or not whole numbers", () => {
  expect(() => labelLogProbs(hidden, embedding, tf.tensor1d([1, 2], "int32"))).toThrow(
    new RangeError("labelLogProbs: labels have shape [2], expected [7] like the rows of hidden"),
  );
  expect(() => labelLogProbs(hidden, embedding, weights)).toThrow(
    new TypeError("labelLogProbs: labels are float32, expected int32"),
  );
});
