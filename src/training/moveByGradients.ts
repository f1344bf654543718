/**
 * @file From gradients to the next weights: clipping, then AdamW.
 */
import { type AdamWState, adamWStep } from "../engine/adamW";
import { clipByGlobalNorm } from "../engine/clipByGlobalNorm";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { StepResult, StepSettings } from "./trainingStep";

/** What changes when weights move. */
type Moved = Omit<StepResult, "loss">;

/**
 * How these settings go from gradients to weights.
 *
 * @param place how errors begin
 * @returns to be called within `tf.tidy` or a recording, which frees what is in between
 * @throws RangeError if clipNorm is not above 0
 */
export function moveByGradients(
  place: string,
  { clipNorm = 1, weightDecay = 0, decays, beta2 }: StepSettings,
): (params: Params, optimizer: AdamWState, gradients: Params, learningRate: tf.Tensor) => Moved {
  if (!(clipNorm > 0)) throw new RangeError(`${place}: clipNorm is ${clipNorm}, expected a number above 0`);
  return (params, optimizer, gradients, learningRate) => {
    const clipped = clipByGlobalNorm(gradients, clipNorm);
    const moved = adamWStep(params, clipped.gradients, optimizer, {
      learningRate,
      weightDecay,
      decays,
      beta2,
    });
    return { params: moved.params, optimizer: moved.state, gradientNorm: clipped.norm };
  };
}
