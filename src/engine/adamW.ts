/** @file The AdamW optimizer: Loshchilov and Hutter 2019, Algorithm 2. */

import { tf } from "./tensorflow";
import type { Params } from "./tensorTree";

/** What AdamW remembers between steps. */
export type AdamWState = {
  /** How many steps were taken, a scalar. */
  step: tf.Tensor;
  /** Running means of the gradients, by parameter. */
  firstMoments: Params;
  /** Running means of the squared gradients, by parameter. */
  secondMoments: Params;
};

/** How one step is taken. */
export interface AdamWOptions {
  /** A scalar tensor, so that a schedule can change it from step to step. */
  learningRate: tf.Tensor;
  /** Default: 0.01, as in PyTorch. */
  weightDecay?: number;
  /** Default: 0.9. */
  beta1?: number;
  /** Default: 0.999. */
  beta2?: number;
  /** Default: 1e-8. */
  epsilon?: number;
  /** Whether the parameter of this name decays. Default: every one. */
  decays?: (name: string) => boolean;
}

/** The state before the first step: all zeros. */
export function adamWStart(params: Params): AdamWState {
  const zeros = () => mapParams(params, (_, tensor) => tf.zerosLike(tensor));
  return { step: tf.scalar(0), firstMoments: zeros(), secondMoments: zeros() };
}

/**
 * One step of Adam with weight decay apart from the gradient.
 *
 *     m ← β1 m + (1 - β1) g
 *     v ← β2 v + (1 - β2) g²
 *     θ ← θ - η λ θ - η (m / (1 - β1^t)) / (√(v / (1 - β2^t)) + ε)
 *
 * Source:  Loshchilov and Hutter 2019, Algorithm 2.
 * Differs: the decay is multiplied by the learning rate η, as PyTorch's AdamW does, not by the schedule alone.
 *
 * @returns new parameters and new state; the old ones stay the caller's to free
 * @throws RangeError if a parameter has no gradient or no state
 */
export function adamWStep(
  params: Params,
  gradients: Params,
  state: AdamWState,
  {
    learningRate,
    weightDecay = 0.01,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    decays = () => true,
  }: AdamWOptions,
): { params: Params; state: AdamWState } {
  expectNames("gradients lack", params, gradients);
  expectNames("state lacks", params, state.firstMoments);
  return tf.tidy(() => {
    const step = state.step.add(1);
    const firstCorrection = oneMinusPower(beta1, step);
    const secondCorrection = oneMinusPower(beta2, step);
    const firstMoments = mapParams(params, (name) =>
      state.firstMoments[name].mul(beta1).add(gradients[name].mul(1 - beta1)),
    );
    const secondMoments = mapParams(params, (name) =>
      state.secondMoments[name].mul(beta2).add(gradients[name].square().mul(1 - beta2)),
    );
    const stepSize = learningRate.div(firstCorrection);
    const kept = tf.sub(1, learningRate.mul(weightDecay));
    const moved = mapParams(params, (name, tensor) => {
      const scale = secondMoments[name].div(secondCorrection).sqrt().add(epsilon);
      const decayed = decays(name) ? tensor.mul(kept) : tensor;
      return decayed.sub(firstMoments[name].mul(stepSize).div(scale));
    });
    return { params: moved, state: { step, firstMoments, secondMoments } };
  });
}

/** 1 - β^t without the loss of digits that subtracting from 1 would bring in float32. */
function oneMinusPower(beta: number, step: tf.Tensor): tf.Tensor {
  return step.mul(Math.log(beta)).expm1().neg();
}

function expectNames(complaint: string, params: Params, others: Params): void {
  const missing = Object.keys(params).filter((name) => !(name in others));
  if (missing.length) {
    throw new RangeError(`adamWStep: ${complaint} ${missing.join(", ")}, expected one for every parameter`);
  }
}

function mapParams(params: Params, change: (name: string, tensor: tf.Tensor) => tf.Tensor): Params {
  return Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name, change(name, tensor)]));
}
