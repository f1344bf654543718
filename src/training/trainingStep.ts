/**
 * @file One step of training: loss, gradients, clipping and AdamW as one compiled graph.
 */
import { type AdamWState, adamWStart } from "../engine/adamW";
import { valueAndGradients } from "../engine/gradients";
import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import type { Params, TensorTree } from "../engine/tensorTree";
import { moveByGradients } from "./moveByGradients";

/**
 * What is made small: one number from a model's weights, a batch, and the seed of this step's chance.
 *
 * The loop knows nothing else of a model, so an encoder with cross entropy and a decoder with a
 * preference loss train the same way.
 */
export type StepLoss<Batch extends TensorTree> = (params: Params, batch: Batch, seed: tf.Tensor) => tf.Scalar;

/** How the step goes from gradients to weights; every default is Hugging Face's Trainer's, as in Kuo et al. 2025, App. F. */
export interface StepSettings {
  /** Longest gradient that is followed as it is; default 1. */
  clipNorm?: number;
  /** AdamW's decay of weights, in units of the learning rate; default 0. */
  weightDecay?: number;
  /** Which weights decay; default all. */
  decays?: (name: string) => boolean;
  /** AdamW's memory of squared gradients; default 0.999. Less where a run has few steps. */
  beta2?: number;
  /** Compile with XLA: seconds at the first call of each shape, faster steps after it. */
  xla?: boolean;
  /** Tensors from outside that the loss uses, such as frozen weights; they must outlive the step. */
  constants?: TensorTree;
}

/** What a step changes. */
export type StepState = { params: Params; optimizer: AdamWState };

/** What a step gives back. */
export type StepResult = StepState & {
  /** The loss before the step. */
  loss: tf.Scalar;
  /** Length of the gradient before clipping. */
  gradientNorm: tf.Scalar;
};

/** A step that can be taken again and again; made once, it serves every run with tensors of the same shapes. */
export interface TrainingStep<Batch extends TensorTree> {
  /** The optimizer's state before the first step. */
  start(params: Params): AdamWState;
  /** One step. The caller owns the result and still owns what it gave. */
  take(state: StepState, batch: Batch, learningRate: number, seed: readonly [number, number]): StepResult;
  /** Frees the recorded graphs. */
  dispose(): void;
}

/**
 * A training step that is recorded once for each shape of batch and then run as one graph.
 *
 * @param name what errors and traces call it
 * @throws RangeError if clipNorm is not above 0
 */
export function trainingStep<Batch extends TensorTree>(
  name: string,
  loss: StepLoss<Batch>,
  settings: StepSettings = {},
): TrainingStep<Batch> {
  const recorded = graphFunction(name, stepBody(loss, settings), {
    xla: settings.xla,
    constants: settings.constants,
  });
  return { start: adamWStart, take: withNumbers(recorded), dispose: () => recorded.dispose() };
}

/** The same step computed op by op: slower, the same numbers; for finding errors and for tests. */
export function eagerTrainingStep<Batch extends TensorTree>(
  loss: StepLoss<Batch>,
  settings: StepSettings = {},
): TrainingStep<Batch> {
  return { start: adamWStart, take: withNumbers(stepBody(loss, settings)), dispose: () => undefined };
}

type StepBody<Batch extends TensorTree> = (
  params: Params,
  optimizer: AdamWState,
  batch: Batch,
  learningRate: tf.Tensor,
  seed: tf.Tensor,
) => StepResult;

function stepBody<Batch extends TensorTree>(loss: StepLoss<Batch>, settings: StepSettings): StepBody<Batch> {
  const move = moveByGradients("trainingStep", settings);
  return (params, optimizer, batch, learningRate, seed) =>
    tf.tidy(() => {
      const { value, gradients } = valueAndGradients((weights) => loss(weights, batch, seed), params);
      return { ...move(params, optimizer, gradients, learningRate), loss: value };
    });
}

/** Numbers that differ from step to step go in as tensors, or each would be recorded anew. */
function withNumbers<Batch extends TensorTree>(body: StepBody<Batch>): TrainingStep<Batch>["take"] {
  return ({ params, optimizer }, batch, learningRate, seed) => {
    const rate = tf.scalar(learningRate);
    const seedPair = tf.tensor1d([...seed], "int32");
    try {
      return body(params, optimizer, batch, rate, seedPair);
    } finally {
      tf.dispose([rate, seedPair]);
    }
  };
}
