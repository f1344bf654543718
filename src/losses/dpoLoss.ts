/**
 * @file Direct preference optimisation with a reference model: Rafailov et al. 2023.
 */
import { tf } from "../engine/tensorflow";
import { negativeLogSigmoid } from "./negativeLogSigmoid";
import { expectBeta, expectPairs, type PairLogProbs } from "./preferencePair";

/**
 * Raises the preferred text over the other one, measured from where a fixed reference model stands, per pair.
 *
 *     L_i = -log σ(β Δ_i)      with Δ = log π(x+)/π_ref(x+) - log π(x-)/π_ref(x-)
 *
 * Source:  Rafailov et al. 2023, Eq. 7, inside the mean. The loss that Section 3.2 of the U-DPO paper starts from.
 * Differs: nothing. Equal to TRL's `loss_type="sigmoid"` before its mean.
 *
 * @param policy log-probabilities under the model that is trained, summed over tokens, shape [P]
 * @param reference the same under the reference; no gradient is wanted from it
 * @param beta β above 0: small lets the model go far from the reference
 * @returns L in nats, shape [P]; log 2 = 0.6931 where the model equals the reference
 * @throws RangeError if shapes do not fit or beta is not above 0
 */
export function dpoLoss(policy: PairLogProbs, reference: PairLogProbs, beta: number): tf.Tensor {
  expectPairs("dpoLoss", "policy", policy);
  expectPairs("dpoLoss", "reference", reference, policy);
  expectBeta("dpoLoss", beta);
  return tf.tidy(() => negativeLogSigmoid(tf.mul(rewardGap(policy, reference), beta)));
}

/**
 * How many nats more the preferred text gained over the reference than the other text.
 *
 *     Δ = (log π(x+) - log π_ref(x+)) - (log π(x-) - log π_ref(x-))
 *
 * @returns nats, shape [P]; 0 where the model equals the reference
 */
export function rewardGap(policy: PairLogProbs, reference: PairLogProbs): tf.Tensor {
  return tf.tidy(() =>
    tf.sub(tf.sub(policy.chosen, reference.chosen), tf.sub(policy.rejected, reference.rejected)),
  );
}
