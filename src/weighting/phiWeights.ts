/**
 * @file From the numbers φ that are learned for a batch to weights that sum to 1: Hu et al. 2019 and Ren et al. 2018.
 */
import { expectWeights } from "./expectWeights";

/**
 * The softmax of φ over the batch.
 *
 *     w_i = exp(φ_i) / Σ exp(φ_j)
 *
 * Source:  Hu et al. 2019, the source code that the authors published with it.
 * Differs: nothing.
 *
 * @param phi at least one finite number
 * @returns numbers above 0 that sum to 1; [0.25, 0.75] for [0, log 3]
 * @throws RangeError if phi is empty or has a number that is not finite
 */
export function softmaxWeights(phi: readonly number[]): number[] {
  const bad = phi.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`softmaxWeights: phi ${bad} is ${phi[bad]}, expected a finite number`);
  if (phi.length === 0) throw new RangeError("softmaxWeights: phi is empty, expected at least one number");
  const most = Math.max(...phi);
  const raised = phi.map((value) => Math.exp(value - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/**
 * The positive part of φ, divided by its sum over the batch.
 *
 *     w_i = max(φ_i, 0) / Σ max(φ_j, 0)
 *
 * Source:  Ren et al. 2018, Algorithm 1; the other choice in the source code of Hu et al. 2019.
 * Differs: nothing.
 *
 * @returns numbers from 0 that sum to 1; [0, 0.25, 0.75] for [-2, 1, 3]
 * @throws RangeError if no number is above 0, or one is not finite
 */
export function positiveWeights(phi: readonly number[]): number[] {
  const positive = phi.map((value) => Math.max(value, 0));
  const { sum } = expectWeights("positiveWeights", positive);
  return positive.map((value) => value / sum);
}
