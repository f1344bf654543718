/**
 * @file The graphs of a classifier: one training step for each loss, one for predicting.
 */
import { graphFunction } from "../engine/graphFunction";
import { logProbOf } from "../engine/ops/logProbOf";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import type { PerExampleLoss } from "../losses/perExampleLoss";
import { weightedMean } from "../losses/reduce";
import { classifyMeanFrom } from "../models/classify";
import { embedInput } from "../models/encoder";
import type { EncoderConfig } from "../models/encoderConfig";
import { longestFirstBatches } from "../text/sortedBatches";
import type { ClassifierInput, ClassifierInputs } from "./classifierInputs";
import { type StepSettings, type TrainingStep, trainingStep } from "./trainingStep";

/** What one step of a classifier trains on. */
export type ClassifierBatch = {
  input: ClassifierInput;
  /** int32, shape [B]. */
  labels: tf.Tensor;
  /** 1 for a row, 0 for one that only fills the batch up; shape [B]. */
  present: tf.Tensor;
  /** Constants of the rows, as the loss needs them; shape [B] each. */
  columns: Record<string, tf.Tensor>;
};

export interface PredictOptions {
  batchSize?: number;
  signal?: AbortSignal;
}

/** What a step makes small; for steps of other makes than `trainingStep`. */
export type MeanLoss = (params: Params, batch: ClassifierBatch, seed?: tf.Tensor) => tf.Scalar;

/** Graphs for one shape of encoder, recorded as they are needed; runs with any weights and seeds share them. */
export interface ClassifierGraphs {
  readonly config: EncoderConfig;
  readonly frozenLayers: number;
  /** The training step of a loss. */
  step<Names extends string>(loss: PerExampleLoss<Names>): TrainingStep<ClassifierBatch>;
  /** The mean of a loss over a batch, in proportion to `present`; without a seed there is no dropout. */
  meanLoss<Names extends string>(loss: PerExampleLoss<Names>): MeanLoss;
  /** log p(label | text) of one batch without dropout, in nats, shape [B]; the caller's to free. */
  labelLogProbs(params: Params, input: ClassifierInput, labels: tf.Tensor): tf.Tensor;
  /**
   * log p(class | text) without dropout, in nats: one list of C numbers for each text.
   *
   * @throws the signal's reason if it is aborted
   */
  logProbs(params: Params, inputs: ClassifierInputs, options?: PredictOptions): Promise<Float32Array[]>;
  dispose(): void;
}

/**
 * The graphs of a mean-pooled classifier.
 *
 * Source:  Kuo et al. 2025, App. F: BERT fine-tuned with a classification layer on the last layer's states.
 * Differs: the head takes the mean over the tokens, not the first token's state, which fits sentence
 *          encoders such as MiniLM and encoders trained from scratch on few texts.
 *
 * @param frozenLayers how many lower layers the inputs have behind them already
 */
export function classifierGraphs(
  config: EncoderConfig,
  frozenLayers: number,
  settings: StepSettings = {},
): ClassifierGraphs {
  const steps = new Map<unknown, TrainingStep<ClassifierBatch>>();
  const predict = graphFunction("classifierLogProbs", (params: Params, input: ClassifierInput) =>
    tf.logSoftmax(logitsOf(config, params, input, frozenLayers)),
  );
  const labelLogProbs = graphFunction(
    "classifierLabelLogProbs",
    (params: Params, input: ClassifierInput, labels: tf.Tensor) =>
      logProbOf(logitsOf(config, params, input, frozenLayers), labels),
  );
  return {
    config,
    frozenLayers,
    step(loss) {
      const known = steps.get(loss);
      if (known) return known;
      const made = trainingStep("classifierStep", meanLossOf(config, frozenLayers, loss), settings);
      steps.set(loss, made);
      return made;
    },
    meanLoss: (loss) => meanLossOf(config, frozenLayers, loss),
    labelLogProbs,
    logProbs: (params, inputs, options) => predictAll(predict, params, inputs, options),
    dispose() {
      predict.dispose();
      labelLogProbs.dispose();
      for (const step of steps.values()) step.dispose();
    },
  };
}

/** The mean of the losses over the rows that are there: the paper's mean over the batch. */
function meanLossOf<Names extends string>(
  config: EncoderConfig,
  frozenLayers: number,
  loss: PerExampleLoss<Names>,
): MeanLoss {
  return (params, { input, labels, present, columns }, seed) => {
    const logits = logitsOf(config, params, input, frozenLayers, seed);
    return weightedMean(loss(logits, labels, columns as Record<Names, tf.Tensor>), present);
  };
}

function logitsOf(
  config: EncoderConfig,
  params: Params,
  input: ClassifierInput,
  frozenLayers: number,
  seed?: tf.Tensor,
): tf.Tensor2D {
  const hidden = "hidden" in input ? input.hidden : embedInput(config, params, input, seed);
  return classifyMeanFrom(config, params, hidden, input.mask, frozenLayers, seed);
}

async function predictAll(
  predict: (params: Params, input: ClassifierInput) => tf.Tensor,
  params: Params,
  inputs: ClassifierInputs,
  { batchSize = 64, signal }: PredictOptions = {},
): Promise<Float32Array[]> {
  const logProbs: Float32Array[] = new Array(inputs.encodings.length);
  for (const batch of longestFirstBatches(inputs.encodings, batchSize, inputs.longest)) {
    signal?.throwIfAborted();
    const input = inputs.batch(batch);
    const result = predict(params, input);
    disposeTree(input);
    const numbers = (await result.data()) as Float32Array;
    const classes = result.shape[1] as number;
    result.dispose();
    batch.rows.forEach((row, at) => {
      if (batch.weights[at] > 0) logProbs[row] = numbers.slice(at * classes, (at + 1) * classes);
    });
    await new Promise(setImmediate);
  }
  return logProbs;
}
