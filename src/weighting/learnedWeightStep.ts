/**
 * @file One step of training with weights that are learned on the way: Hu et al. 2019.
 */
import { valueAndGradients } from "../engine/gradients";
import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import type { Params, TensorTree } from "../engine/tensorTree";
import { moveByGradients } from "../training/moveByGradients";
import type { StepResult, StepSettings, StepState } from "../training/trainingStep";
import {
  type WeightedLosses,
  type WeightGradientGraphs,
  type WeightGradientOptions,
  weightGradientGraphs,
  weightGradients,
} from "./weightGradients";

export interface LearnedWeightOptions<Batch extends TensorTree> extends WeightGradientOptions<Batch> {
  /** The examples once more, as one batch. */
  batch: Batch;
  /** From φ to weights that sum to 1: `softmaxWeights` or `positiveWeights`. */
  toWeights: (phi: readonly number[]) => number[];
  /** What φ is divided by at each step; default 5, the authors' for SST-5 (10 for SST-2). */
  phiDecay?: number;
}

/** What a step changes and what it cost. */
export interface LearnedWeightResult {
  /** New weights and new state, loss and length of the gradient: the caller's to free. */
  step: StepResult;
  /** The φ of the batch, to be kept for the next time these examples are seen. */
  phi: number[];
  /** The weights that the step was taken with. */
  weights: number[];
  /** How many examples and parts of the real set went forward and backward; cross entropy needs one per example. */
  passes: { examples: number; validationParts: number };
}

/** The computations of a step, recorded once for each shape of batch. */
export interface LearnedWeightGraphs<Batch extends TensorTree> extends WeightGradientGraphs<Batch> {
  step(
    params: Params,
    optimizer: StepState["optimizer"],
    batch: Batch,
    weights: tf.Tensor,
    rate: tf.Tensor,
    seed: tf.Tensor,
  ): StepResult;
}

/** The graphs of `learnedWeightStep`; settings say how the step goes from gradients to weights. */
export function learnedWeightGraphs<Batch extends TensorTree>(
  losses: WeightedLosses<Batch>,
  settings: StepSettings = {},
): LearnedWeightGraphs<Batch> {
  const ofGradients = weightGradientGraphs(losses);
  const move = moveByGradients("learnedWeightStep", settings);
  const step = graphFunction(
    "learnedWeightStep",
    (
      params: Params,
      optimizer: StepState["optimizer"],
      batch: Batch,
      weights: tf.Tensor,
      rate: tf.Tensor,
      seed: tf.Tensor,
    ) =>
      tf.tidy(() => {
        const weighted = (at: Params) => losses.weighted(at, batch, weights, seed);
        const { value, gradients } = valueAndGradients(weighted, params);
        return { ...move(params, optimizer, gradients, rate), loss: value };
      }),
  );
  const dispose = () => {
    ofGradients.dispose();
    step.dispose();
  };
  return { ...ofGradients, step, dispose };
}

/**
 * Learns the weights of a batch, then takes the step with them.
 *
 *     φ_i ← max(φ_i / decay - ∂L_val(θ') / ∂φ_i, 1e-5)
 *     θ   ← AdamW step on Σ w_i L_i(θ), w = softmax(φ) or φ's positive part, made to sum to 1
 *
 * Before Adam has taken a step, its moves are mere signs: φ is left as it is, and all examples weigh the same.
 *
 * Source:  Hu et al. 2019, the source code of data weighting that the authors published with it.
 * Differs: as `weightGradients`. Where all weigh the same, weights sum to 1 here, to the number of examples there:
 *          one gradient so much longer than the others would fill Adam's second moment for long.
 *
 * @throws RangeError as `weightGradients`, or if phiDecay is not above 0
 */
export function learnedWeightStep<Batch extends TensorTree>(
  graphs: LearnedWeightGraphs<Batch>,
  options: LearnedWeightOptions<Batch>,
): LearnedWeightResult {
  const { phi, phiDecay = 5, optimizer, validation, toWeights } = options;
  if (!(phiDecay > 0)) {
    throw new RangeError(`learnedWeightStep: phiDecay is ${phiDecay}, expected a number above 0`);
  }
  if (optimizer.step.dataSync()[0] === 0) return evenWeightStep(graphs, options);
  const slopes = weightGradients(graphs, options);
  const learned = phi.map((value, i) => Math.max(value / phiDecay - slopes[i], lowestPhi));
  const weights = toWeights(learned);
  const passes = { examples: 2 * phi.length, validationParts: validation.length };
  return { step: takeStep(graphs, options, weights), phi: learned, weights, passes };
}

/** The step in which all examples weigh the same; φ stays, and the real set is not looked at. */
export function evenWeightStep<Batch extends TensorTree>(
  graphs: LearnedWeightGraphs<Batch>,
  options: LearnedWeightOptions<Batch>,
): LearnedWeightResult {
  const { phi } = options;
  const weights = phi.map(() => 1 / phi.length);
  const passes = { examples: phi.length, validationParts: 0 };
  return { step: takeStep(graphs, options, weights), phi: [...phi], weights, passes };
}

/** The floor of φ in the authors' code. */
const lowestPhi = 1e-5;

function takeStep<Batch extends TensorTree>(
  graphs: LearnedWeightGraphs<Batch>,
  { params, optimizer, learningRate, batch, seed }: LearnedWeightOptions<Batch>,
  weights: readonly number[],
): StepResult {
  const numbers = [tf.tensor1d([...weights]), tf.scalar(learningRate), tf.tensor1d([...seed], "int32")];
  try {
    return graphs.step(params, optimizer, batch, numbers[0], numbers[1], numbers[2]);
  } finally {
    tf.dispose(numbers);
  }
}
