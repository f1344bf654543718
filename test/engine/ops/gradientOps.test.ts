import { expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import { gatherRows } from "../../../src/engine/ops/gatherRows";
import { gelu } from "../../../src/engine/ops/gelu";
import { layerNorm } from "../../../src/engine/ops/layerNorm";
import { logitsOf } from "../../../src/engine/ops/logitsOf";
import { logProbOf } from "../../../src/engine/ops/logProbOf";
import { rmsNorm } from "../../../src/engine/ops/rmsNorm";
import { stopGradient } from "../../../src/engine/ops/stopGradient";
import { tf } from "../../../src/engine/tensorflow";
import { expectClose, expectCloseTrees, expectGradient } from "../closeTo";
import { golden } from "../golden";

const { operations } = golden;
const x = tf.tensor2d([
  [0.3, -1.2, 2.1, 0],
  [-0.4, 0.9, 0.1, -2.5],
  [1.5, 1.4, -1.3, 0.2],
]);
const scale = tf.tensor1d([0.5, -1.5, 2, 1]);
const shift = tf.tensor1d([0.1, 0.2, -0.3, 0]);
const ids = tf.tensor2d(
  [
    [2, 0],
    [2, 2],
    [1, 2],
  ],
  [3, 2],
  "int32",
);
const labels = tf.tensor1d([3, 0, 3], "int32");
const table = tf.tensor2d([
  [1, -1, 0.5, 2],
  [0, 3, 1, -1],
  [2, 2, -0.5, 0.3],
  [1, 0, 0, 1],
  [0.2, 0.4, -2, 1],
]);
/** A weighting, so that a gradient is not that of a plain sum. */
const weigh = (y: tf.Tensor) =>
  y.mul(
    tf
      .range(1, y.size + 1)
      .reshape(y.shape)
      .sin(),
  );

/** Every op with a gradient, as a function of one tensor. */
const cases: Record<string, [(z: tf.Tensor) => tf.Tensor, tf.Tensor]> = {
  "gatherRows in its table": [(table) => gatherRows(table, ids), x],
  "logProbOf in its logits": [(z) => logProbOf(z, labels), x],
  "logitsOf in hidden": [(z) => logitsOf(z as tf.Tensor2D, table), x],
  "logitsOf in its embedding": [(z) => logitsOf(x, z as tf.Tensor2D), table],
  gelu: [(z) => gelu(z), x],
  "layerNorm in x": [(z) => layerNorm(z, scale, shift, 1e-5), x],
  "layerNorm in scale": [(z) => layerNorm(x, z, shift, 1e-5), scale],
  "layerNorm in shift": [(z) => layerNorm(x, scale, z, 1e-5), shift],
  "layerNorm of a single row": [(z) => layerNorm(z, scale, shift, 1e-5), tf.tensor1d([1.5, 1.4, -1.3, 0.2])],
  "rmsNorm in x": [(z) => rmsNorm(z, scale, 1e-6), x],
  "rmsNorm in scale": [(z) => rmsNorm(x, z, 1e-6), scale],
  "tf.softmax": [(z) => tf.softmax(z), x],
};

for (const [name, [op, at]] of Object.entries(cases)) {
  test(`the gradient of ${name} equals finite differences`, () => {
    expectGradient((z) => weigh(op(z)), at);
  });

  test(`value and gradient of ${name} are the same op by op, recorded and compiled`, () => {
    const body = (z: tf.Tensor) => tf.valueAndGrad((y: tf.Tensor) => weigh(op(y)).sum())(z);
    const constants = [x, scale, shift, ids, labels, table];
    expectCloseTrees(graphFunction("recorded", body, { constants })(at), body(at), 1e-5);
    expectCloseTrees(graphFunction("compiled", body, { constants, xla: true })(at), body(at), 1e-5);
  });

  test(`${name} leaves one new tensor`, () => {
    const before = at.clone();
    expect(tensorsLeft(() => tf.tidy(() => op(before)))).toBe(1);
  });
}

test("stopGradient passes the value and no gradient", () => {
  const z = tf.tensor1d([2, 3]);
  expect(Array.from(stopGradient(z).dataSync())).toEqual([2, 3]);
  // d/dz of z · stop(z) is stop(z), not 2 z
  expect(
    Array.from(
      tf
        .grad((z) => z.mul(stopGradient(z)).sum())(z)
        .dataSync(),
    ),
  ).toEqual([2, 3]);
  expect(
    Array.from(
      tf
        .grad((z) => stopGradient(z).sum())(z)
        .dataSync(),
    ),
  ).toEqual([0, 0]);
});

test("gatherRows takes rows by hand, and adds up the gradient of a row taken four times", () => {
  const table = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ]);
  expect(gatherRows(table, ids).arraySync()).toEqual([
    [
      [5, 6],
      [1, 2],
    ],
    [
      [5, 6],
      [5, 6],
    ],
    [
      [3, 4],
      [5, 6],
    ],
  ]);
  expect(
    tf
      .grad((t) => gatherRows(t, ids).sum())(table)
      .arraySync(),
  ).toEqual([
    [1, 1],
    [1, 1],
    [4, 4],
    [0, 0],
  ]);
});

test("logProbOf is -log V where all logits are equal, and log softmax elsewhere", () => {
  expectClose(logProbOf(tf.zeros([1, 1, 8]), tf.zeros([1, 1], "int32")).dataSync(), [-Math.log(8)], 1e-6);
  const all = tf.logSoftmax(x).arraySync() as number[][];
  expectClose(logProbOf(x, labels).dataSync(), [all[0][3], all[1][0], all[2][3]], 1e-6);
  expectClose(logProbOf(tf.tensor2d([[1000, 0]]), tf.tensor1d([0], "int32")).dataSync(), [0], 0);
});

test("gelu, layerNorm and rmsNorm equal PyTorch's", () => {
  const input = tf.tensor2d(operations.x);
  const [gamma, beta] = [tf.tensor1d(operations.scale), tf.tensor1d(operations.shift)];
  expectClose(gelu(input).dataSync(), operations.gelu.flat(), 1e-6);
  expectClose(layerNorm(input, gamma, beta, 1e-5).dataSync(), operations.layerNorm.flat(), 1e-5);
  expectClose(rmsNorm(input, gamma, 1e-6).dataSync(), operations.rmsNorm.flat(), 1e-5);
});

test("logitsOf is the product with the transposed embedding", () => {
  expectCloseTrees(logitsOf(x, table), tf.matMul(x, table, false, true), 0);
});

test("gelu is 0 at 0, x far to the right and 0 far to the left", () => {
  expectClose(gelu(tf.tensor1d([0, 30, -30, 1])).dataSync(), [0, 30, 0, 0.841345], 1e-6);
});

test("layerNorm does not change when a number is added to all, rmsNorm not when all are scaled", () => {
  expectCloseTrees(layerNorm(x.add(5), scale, shift, 0), layerNorm(x, scale, shift, 0), 1e-5);
  expectCloseTrees(rmsNorm(x.mul(7), scale, 0), rmsNorm(x, scale, 0), 1e-5);
});

test("ops refuse wrong shapes and kinds by the name of the argument", () => {
  expect(() => gatherRows(scale, ids)).toThrow(
    new RangeError("gatherRows: table has shape [4], expected [rows, width]"),
  );
  expect(() => gatherRows(x, scale)).toThrow(new TypeError("gatherRows: ids are float32, expected int32"));
  expect(() => logProbOf(x, ids)).toThrow(
    new RangeError("logProbOf: labels have shape [3,2], expected [3] like logits"),
  );
  expect(() => logProbOf(x, tf.zeros([3]))).toThrow(
    new TypeError("logProbOf: labels are float32, expected int32"),
  );
  expect(() => logitsOf(x, tf.zeros([2, 3]))).toThrow(
    new RangeError(
      "logitsOf: embedding has shape [2,3], expected [vocabulary, width] for hidden of shape [3,4]",
    ),
  );
  expect(() => layerNorm(x, scale, tf.zeros([3]), 1e-5)).toThrow(
    new RangeError("layerNorm: shift has shape [3], expected [4] like the last axis of x"),
  );
  expect(() => rmsNorm(x, tf.zeros([1, 4]), 1e-5)).toThrow(
    new RangeError("rmsNorm: scale has shape [1,4], expected [4] like the last axis of x"),
  );
});

test("an id or a label out of range is an error op by op, in one line, never a wrong number", () => {
  expect(() => gatherRows(x, tf.tensor1d([3], "int32"))).toThrow(
    new Error("GatherV2: indices[0] = 3 is not in [0, 3)"),
  );
  expect(() => logProbOf(x, tf.tensor1d([0, -1, 0], "int32"))).toThrow(
    "SparseSoftmaxCrossEntropyWithLogits: Received a label value of -1 which is outside the valid range of [0, 4)",
  );
});
