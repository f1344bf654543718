/**
 * @file One step of training with weights that are learned on the way: Hu et al. 2019.
 */
import { type AdamWState, adamWStep } from "../engine/adamW";
import { valueAndGradients } from "../engine/gradients";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { type WeightGradientOptions, weightGradients } from "./weightGradients";

export interface LearnedWeightOptions extends WeightGradientOptions {
  /** From φ to weights that sum to 1: `softmaxWeights` or `positiveWeights`. */
  toWeights: (phi: readonly number[]) => number[];
  /** What φ is divided by at each step; default 5, the authors' for SST-5 (10 for SST-2). */
  phiDecay?: number;
  /** AdamW's decay; default 0.01, the authors'. */
  weightDecay?: number;
  /** Which weights decay; default all. */
  decays?: (name: string) => boolean;
}

/** What a step changes and what it cost. */
export interface LearnedWeightResult {
  params: Params;
  optimizer: AdamWState;
  /** The φ of the batch, to be kept for the next time these examples are seen. */
  phi: number[];
  /** The weights that the step was taken with. */
  weights: number[];
  /** How many single losses were computed forward, and as many backward; cross entropy needs one per example. */
  passes: { examples: number; validationParts: number };
}

/**
 * Learns the weights of a batch, then takes the step with them.
 *
 *     φ_i ← max(φ_i / decay - ∂L_val(θ') / ∂φ_i, 1e-5)
 *     θ   ← AdamW step on Σ w_i L_i(θ), w = softmax(φ) or φ's positive part, made to sum to 1
 *
 * Before Adam has taken a step, its moves are mere signs: φ is left as it is, and all weights are 1.
 *
 * Source:  Hu et al. 2019, the source code of data weighting that the authors published with it.
 * Differs: as `weightGradients`.
 *
 * @returns new weights and new state, the caller's to free; the old ones stay the caller's, too
 * @throws RangeError as `weightGradients`, or if phiDecay is not above 0
 */
export function learnedWeightStep(options: LearnedWeightOptions): LearnedWeightResult {
  const { phi, phiDecay = 5, optimizer, exampleLosses, validationLosses, toWeights } = options;
  if (!(phiDecay > 0)) {
    throw new RangeError(`learnedWeightStep: phiDecay is ${phiDecay}, expected a number above 0`);
  }
  const count = exampleLosses.length;
  if (optimizer.step.dataSync()[0] === 0) {
    const weights = phi.map(() => 1);
    return {
      ...takeStep(options, weights),
      phi: [...phi],
      weights,
      passes: { examples: count, validationParts: 0 },
    };
  }
  const slopes = weightGradients(options);
  const learned = phi.map((value, i) => Math.max(value / phiDecay - slopes[i], lowestPhi));
  const weights = toWeights(learned);
  const passes = { examples: 2 * count, validationParts: validationLosses.length };
  return { ...takeStep(options, weights), phi: learned, weights, passes };
}

/** The floor of φ in the authors' code. */
const lowestPhi = 1e-5;

function takeStep(
  { params, optimizer, learningRate, exampleLosses, weightDecay = 0.01, decays }: LearnedWeightOptions,
  weights: readonly number[],
): { params: Params; optimizer: AdamWState } {
  return tf.tidy(() => {
    const weighted = (at: Params) =>
      tf.addN(exampleLosses.map((loss, i) => tf.mul(loss(at), weights[i]))) as tf.Scalar;
    const { gradients } = valueAndGradients(weighted, params);
    const moved = adamWStep(params, gradients, optimizer, {
      learningRate: tf.scalar(learningRate),
      weightDecay,
      decays,
    });
    return { params: moved.params, optimizer: moved.state };
  });
}
