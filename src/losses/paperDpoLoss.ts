/**
 * @file The loss that the U-DPO paper prints as DPO: its Eq. 1.
 */
import { tf } from "../engine/tensorflow";
import { negativeLogSigmoid } from "./negativeLogSigmoid";
import { expectPairs, type PairLogProbs } from "./preferencePair";

/**
 * The logistic loss of a difference in which β and 1 - β share out the two texts, per pair.
 *
 *     L_i = -log σ(β log π(x+) - (1 - β) log π(x-))
 *
 * There is no reference model. At β = 1, the paper's own setting, the second term is gone: x- has no gradient, and
 * what is left is likelihood on x+. At β = 1/2 it is `referenceFreeDpoLoss`. Below 1/2 the argument is large from
 * the start where both texts have about as many nats, and such a pair teaches nothing; where x+ has more than
 * (1 - β) / β times the nats of x-, the argument is below 0 and the pair pulls: what is learnt is length.
 *
 * Source:  U-DPO paper, Eq. 1.
 * Differs: nothing, read literally. It is not DPO (Rafailov et al. 2023, Eq. 7), which `dpoLoss` is.
 *
 * @param policy log-probabilities under the model that is trained, summed over tokens, shape [P]
 * @param beta β from 0 to 1
 * @returns L in nats, shape [P]; log 2 = 0.6931 for log π(x+) = log π(x-) and β = 1/2
 * @throws RangeError if shapes do not fit or beta lies outside [0, 1]
 */
export function paperDpoLoss(policy: PairLogProbs, beta: number): tf.Tensor {
  expectPairs("paperDpoLoss", "policy", policy);
  if (!(beta >= 0 && beta <= 1)) {
    throw new RangeError(`paperDpoLoss: beta is ${beta}, expected a number from 0 to 1`);
  }
  return tf.tidy(() =>
    negativeLogSigmoid(tf.sub(tf.mul(policy.chosen, beta), tf.mul(policy.rejected, 1 - beta))),
  );
}
