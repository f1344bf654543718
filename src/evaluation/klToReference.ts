/**
 * @file How far a tuned model has moved from the model that it was, measured on its own texts.
 */
import { mean } from "../statistics/mean";
import { standardDeviation } from "../statistics/standardDeviation";
import { expectSameLength } from "./expectLabels";

/** An estimate in nats a text. */
export interface DistanceEstimate {
  nats: number;
  /** Over the texts; they are taken as independent. */
  standardError: number;
}

/**
 * The divergence of a model from its reference, estimated on texts that the model wrote at temperature 1.
 *
 *     KL(π || π_ref) ≈ (1 / n) Σ_i (log π(x_i) - log π_ref(x_i)),   x_i ~ π
 *
 * The plain mean is without bias, but for texts that were cut off, and may fall below 0 by chance where the models are
 * near each other: look at the standard error. It says nothing of texts that the model gave up writing.
 *
 * Source:  Schulman 2020 (Approximating KL Divergence), section on estimators, where it is k1.
 * Differs: nothing.
 *
 * @param policy log π of each text, summed over its tokens
 * @param reference log π_ref of the same texts
 * @returns 1 for gains of 0 and 2 nats, with a standard error of 1
 * @throws RangeError if the lengths differ, or there are fewer than 2 texts
 */
export function klToReference(policy: ArrayLike<number>, reference: ArrayLike<number>): DistanceEstimate {
  expectSameLength("klToReference", { policy, reference });
  const ratios = Array.from(policy, (logProb, i) => logProb - reference[i]);
  return { nats: mean(ratios), standardError: standardDeviation(ratios) / Math.sqrt(ratios.length) };
}
