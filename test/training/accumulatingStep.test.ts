import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { randomUniform } from "../../src/engine/ops/randomUniform";
import { tf } from "../../src/engine/tensorflow";
import type { disposeTree, Params } from "../../src/engine/tensorTree";
import { weightedMean } from "../../src/losses/reduce";
import { accumulatingStep } from "../../src/training/accumulatingStep";
import { type StepLoss, type TrainingStep, trainingStep } from "../../src/training/trainingStep";
import { expectCloseTrees } from "../engine/closeTo";

type Points = { x: tf.Tensor; y: tf.Tensor; weights: tf.Tensor };
const lineLoss: StepLoss<Points> = (params, { x, y, weights }) =>
  weightedMean(tf.square(tf.sub(tf.add(tf.mul(x, params.slope), params.shift), y)), weights);

const x = [1, -2, 0.5, 3, 2, -1, 4];
const y = [0, 1, 2, -1, 3, 2, 0];
const weights = [1, 2, 0.5, 1, 3, 0.25, 1];
const points = (from: number, to: number): Points => ({
  x: tf.tensor1d(x.slice(from, to)),
  y: tf.tensor1d(y.slice(from, to)),
  weights: tf.tensor1d(weights.slice(from, to)),
});
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
/** Parts that begin at these places. */
const parts = (...starts: number[]) =>
  starts.map((from, at) => {
    const to = starts[at + 1] ?? x.length;
    return { batch: points(from, to), share: tf.scalar(sum(weights.slice(from, to)) / sum(weights)) };
  });

/** Three steps: what comes out of the last. */
function three<Batch extends Parameters<typeof disposeTree>[0]>(step: TrainingStep<Batch>, batch: Batch) {
  const params: Params = { slope: tf.scalar(0.3), shift: tf.scalar(-0.2) };
  let state = { params, optimizer: step.start(params) };
  let result = step.take(state, batch, 0.1, [1, 2]);
  for (let i = 0; i < 2; i++) {
    state = { params: result.params, optimizer: result.optimizer };
    result = step.take(state, batch, 0.1, [1, 2]);
  }
  return result;
}

test("steps over parts of unequal size and weight are those over the whole batch", () => {
  const settings = { clipNorm: 0.7, weightDecay: 0.1 };
  const whole = three(trainingStep("whole", lineLoss, settings), points(0, 7));
  for (const starts of [[0], [0, 4], [0, 1, 3, 6]]) {
    const summed = three(accumulatingStep("parts", lineLoss, settings), parts(...starts));
    expectCloseTrees(summed, whole, 1e-5);
  }
});

test("the mean of the parts' losses, not weighed by their shares, would not be that of the batch", () => {
  const whole = three(trainingStep("whole", lineLoss), points(0, 7));
  const halves = parts(0, 1).map(({ batch }) => ({ batch, share: tf.scalar(0.5) }));
  const summed = three(accumulatingStep("parts", lineLoss), halves);
  expect(Math.abs(summed.loss.dataSync()[0] - whole.loss.dataSync()[0])).toBeGreaterThan(0.1);
});

test("each part has chance of its own, the same again at the same seed", () => {
  const chance: StepLoss<Points> = (params, { x }, seed) =>
    tf.add(tf.mul(0, tf.add(params.slope, params.shift)), tf.sum(randomUniform(x.shape, seed))) as tf.Scalar;
  const loss = (...starts: number[]) => {
    const [one, ...more] = parts(...starts);
    const same = [one, ...more.map(({ share }) => ({ batch: one.batch, share }))];
    return three(accumulatingStep("chance", chance), same).loss.dataSync()[0];
  };
  expect(loss(0, 4)).toBe(loss(0, 4));
  const share = sum(weights.slice(0, 4)) / sum(weights);
  const first = three(accumulatingStep("chance", chance), parts(0, 4).slice(0, 1)).loss.dataSync()[0];
  // The second part of the same points would add the same if it drew the same numbers.
  expect(Math.abs(loss(0, 4) - first / share)).toBeGreaterThan(1e-3);
});

test("constants of the loss may be used, and get no gradient", () => {
  const frozen = tf.tensor1d([2]);
  const loss: StepLoss<Points> = (params, { x }) =>
    tf.sum(tf.mul(tf.mul(x, frozen), tf.add(params.slope, params.shift))) as tf.Scalar;
  const result = three(accumulatingStep("frozen", loss, { constants: [frozen] }), parts(0));
  expect(Object.keys(result.params)).toEqual(["slope", "shift"]);
  expect(frozen.dataSync()[0]).toBe(2);
});

test("a step leaves its result and nothing else", async () => {
  const step = accumulatingStep("parts", lineLoss);
  const batch = parts(0, 2, 5);
  const params: Params = { slope: tf.scalar(0.3), shift: tf.scalar(-0.2) };
  const state = { params, optimizer: step.start(params) };
  // Weights, two moments each, the number of steps, loss and norm.
  expect(await tensorsLeft(() => step.take(state, batch, 0.1, [1, 2]))).toBe(9);
});

test("a batch without parts and a clipNorm of 0 are refused", () => {
  expect(() => three(accumulatingStep("empty", lineLoss), [])).toThrow(
    new RangeError("empty: batch has no part, expected one or more"),
  );
  expect(() => accumulatingStep("parts", lineLoss, { clipNorm: 0 })).toThrow(
    new RangeError("parts: clipNorm is 0, expected a number above 0"),
  );
});
