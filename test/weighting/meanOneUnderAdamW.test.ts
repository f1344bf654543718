import { expect, test } from "vitest";
import { adamWStart } from "../../src/engine/adamW";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { moveByGradients } from "../../src/training/moveByGradients";
import { meanOne } from "../../src/weighting/meanOne";

const data = tf.tensor2d([
  [1, 0.5],
  [-0.3, 2],
  [0.7, -1],
]);
const labels = tf.tensor1d([0, 1, 1], "int32");
const start = [0.2, -0.1, 0.4, 0.3];

/** The weights of a linear classifier after one step for each list of weights of the three texts. */
function after(steps: readonly (readonly number[])[], clipNorm = 1): number[] {
  const move = moveByGradients("test", { clipNorm });
  let params: { kernel: tf.Tensor } = { kernel: tf.tensor2d(start, [2, 2]) };
  let optimizer = adamWStart(params);
  for (const weights of steps) {
    const loss = (kernel: tf.Tensor) =>
      tf.mean(
        tf.mul(crossEntropy(tf.matMul(data, kernel as tf.Tensor2D), labels), tf.tensor1d([...weights])),
      );
    const moved = tf.tidy(() =>
      move(params, optimizer, { kernel: tf.grad(loss)(params.kernel) }, tf.scalar(0.01)),
    );
    disposeTree([params, optimizer, moved.gradientNorm]);
    params = moved.params as typeof params;
    optimizer = moved.optimizer;
  }
  const numbers = [...params.kernel.dataSync()];
  disposeTree([params, optimizer]);
  return numbers;
}

const apart = (one: number[], other: number[]) =>
  Math.max(...one.map((value, i) => Math.abs(value - other[i])));

test("a step of AdamW on a tenth of the loss is the step on the loss, and so are three", () => {
  const weights = [0.5, 0.2, 0.9];
  const tenth = weights.map((weight) => weight / 10);
  expect(apart(after([weights]), start)).toBeGreaterThan(5e-3);
  expect(apart(after([weights]), after([tenth]))).toBeLessThan(1e-5);
  expect(apart(after([weights, weights, weights]), after([tenth, tenth, tenth]))).toBeLessThan(1e-5);
});

test("so weights of mean 1 train as the weights do, and other weights do not", () => {
  const weights = [0.5, 0.2, 0.9];
  const steps = (of: number[]) => [of, of, of];
  expect(apart(after(steps(weights)), after(steps(meanOne(weights))))).toBeLessThan(1e-5);
  expect(apart(after(steps(weights)), after(steps([0.9, 0.5, 0.2])))).toBeGreaterThan(1e-3);
});

test("a factor that changes from step to step is seen: AdamW remembers the longer gradients", () => {
  const weights = [0.5, 0.2, 0.9];
  const tenth = weights.map((weight) => weight / 10);
  expect(apart(after([weights, tenth]), after([weights, weights]))).toBeGreaterThan(1e-3);
});

test("clipping sees the factor too: long gradients of different sizes become one length", () => {
  const [weights, other] = [
    [0.5, 0.2, 0.9],
    [0.05, 0.02, 0.09],
  ];
  // The first step's gradient is clipped to the length of the second's, or is ten times as long.
  expect(apart(after([weights, other], 0.01), after([weights, other], 100))).toBeGreaterThan(1e-3);
});
