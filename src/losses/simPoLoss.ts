/**
 * @file Simple preference optimisation: Meng et al. 2024.
 */
import { tf } from "../engine/tensorflow";
import { negativeLogSigmoid } from "./negativeLogSigmoid";
import { expectBeta, expectPairs, type PairLogProbs } from "./preferencePair";

/**
 * Raises the preferred text over the other one by a margin, per token and without a reference, per pair.
 *
 *     L_i = -log σ(β (m_i+ - m_i-) - γ)      with m = log π(x) / |x|
 *
 * Source:  Meng et al. 2024, Eq. 6.
 * Differs: nothing.
 *
 * @param meanLogProbs log-probabilities divided by the texts' numbers of tokens, nats a token, shape [P]
 * @param beta β above 0; the paper takes 2 to 10
 * @param gamma γ from 0, the margin asked for
 * @returns L in nats, shape [P]; log 2 = 0.6931 for texts β (m+ - m-) = γ apart
 * @throws RangeError if shapes do not fit, beta is not above 0 or gamma is below 0
 */
export function simPoLoss(meanLogProbs: PairLogProbs, beta: number, gamma: number): tf.Tensor {
  expectPairs("simPoLoss", "meanLogProbs", meanLogProbs);
  expectBeta("simPoLoss", beta);
  if (!(gamma >= 0 && gamma < Infinity)) {
    throw new RangeError(`simPoLoss: gamma is ${gamma}, expected a number from 0`);
  }
  return tf.tidy(() => {
    const gap = tf.sub(meanLogProbs.chosen, meanLogProbs.rejected);
    return negativeLogSigmoid(tf.sub(tf.mul(gap, beta), gamma));
  });
}
