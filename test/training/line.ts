/** @file A model small enough to follow by hand, for the tests of the loop: a line through noisy points. */
import { randomNormal } from "../../src/engine/ops/randomNormal";
import { tf } from "../../src/engine/tensorflow";
import { stream } from "../../src/random/stream";
import type { TrainOptions } from "../../src/training/train";
import { type StepLoss, type TrainingStep, trainingStep } from "../../src/training/trainingStep";

type LineBatch = { x: tf.Tensor; y: tf.Tensor };

/** Squared error of a line, on inputs that the step's seed shakes, as dropout would. */
export const lineLoss: StepLoss<LineBatch> = (params, { x, y }, seed) => {
  const shaken = tf.add(x, tf.mul(0.05, randomNormal(x.shape, seed)));
  const predicted = tf.add(tf.mul(shaken, params.slope), params.shift);
  return tf.mean(tf.square(tf.sub(predicted, y))) as tf.Scalar;
};

/** The recorded step of the line. */
export const lineStep = (): TrainingStep<LineBatch> => trainingStep("test/line", lineLoss);

/** Weights of a flat line. */
const flatLine = () => ({ slope: tf.scalar(0), shift: tf.scalar(0) });

/** Points of y = 2x - 1, eight to a batch, by the number of the step. */
function lineBatch(step: number): LineBatch {
  const random = stream(5, "points").child(`${step}`);
  const x = Array.from({ length: 8 }, () => random.normal());
  return { x: tf.tensor1d(x), y: tf.tensor1d(x.map((value) => 2 * value - 1)) };
}

/** Options of a short run. */
export function lineOptions(step: TrainingStep<LineBatch>, seed = 1): TrainOptions<LineBatch> {
  return {
    step,
    params: flatLine(),
    steps: 40,
    batchAt: lineBatch,
    learningRate: () => 0.1,
    random: stream(seed, "line"),
  };
}
