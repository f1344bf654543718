/**
 * @file Preference optimisation without a reference model: Xu et al. 2024.
 */
import { tf } from "../engine/tensorflow";
import { negativeLogSigmoid } from "./negativeLogSigmoid";
import { expectBeta, expectPairs, type PairLogProbs } from "./preferencePair";

/**
 * Raises the preferred text over the other one, measured from where both would be equally likely, per pair.
 *
 *     L_i = -log σ(β (log π(x+) - log π(x-)))
 *
 * Source:  Xu et al. 2024 (CPO), Eq. 3, its preference part.
 * Differs: nothing. `paperDpoLoss` at β = 1/2 is this loss at β = 1/2.
 *
 * @param policy log-probabilities under the model that is trained, summed over tokens, shape [P]
 * @param beta β above 0
 * @returns L in nats, shape [P]; log 2 = 0.6931 for two equally likely texts
 * @throws RangeError if shapes do not fit or beta is not above 0
 */
export function referenceFreeDpoLoss(policy: PairLogProbs, beta: number): tf.Tensor {
  expectPairs("referenceFreeDpoLoss", "policy", policy);
  expectBeta("referenceFreeDpoLoss", beta);
  return tf.tidy(() => negativeLogSigmoid(tf.mul(tf.sub(policy.chosen, policy.rejected), beta)));
}
