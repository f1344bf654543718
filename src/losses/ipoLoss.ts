/**
 * @file Identity preference optimisation: Azar et al. 2024.
 */
import { tf } from "../engine/tensorflow";
import { rewardGap } from "./dpoLoss";
import { expectBeta, expectPairs, type PairLogProbs } from "./preferencePair";

/**
 * Draws the gain of the preferred text over the other one to a fixed size, and no further, per pair.
 *
 *     L_i = (Δ_i - 1 / (2 β))²      with Δ as in `rewardGap`
 *
 * Source:  Azar et al. 2024, Eq. 17 (there τ for β).
 * Differs: nothing. TRL's `loss_type="ipo"` divides each log-ratio by the text's number of tokens first: give means
 *          instead of sums for that.
 *
 * @param policy log-probabilities under the model that is trained, shape [P]
 * @param reference the same under the reference
 * @param beta β above 0
 * @returns L in squared nats, shape [P]; 25 where the model equals the reference and β = 0.1
 * @throws RangeError if shapes do not fit or beta is not above 0
 */
export function ipoLoss(policy: PairLogProbs, reference: PairLogProbs, beta: number): tf.Tensor {
  expectPairs("ipoLoss", "policy", policy);
  expectPairs("ipoLoss", "reference", reference, policy);
  expectBeta("ipoLoss", beta);
  return tf.tidy(() => tf.square(tf.sub(rewardGap(policy, reference), 1 / (2 * beta))));
}
