/**
 * @file The loss of a language model: the surprise at the next token.
 */
import { tf } from "../engine/tensorflow";
import { shapeText } from "./expectShapes";

/**
 * How surprised the model is by a row's tokens, on average over those that count.
 *
 *     L_i = -Σ_t m_it log p(y_it | what stands before it) / Σ_t m_it
 *
 * The mean over all tokens of a batch is `weightedMean` of it with Σ_t m_it as weights.
 *
 * @param logProbs log p of each next token, shape [B, T]
 * @param counted m: 1 for a token that counts, else 0; in each row at least one; shape [B, T]
 * @returns L in nats a token, shape [B]; log V where all tokens of a vocabulary of V are alike
 * @throws RangeError if the shapes are not the same [B, T]
 */
export function tokenLoss(logProbs: tf.Tensor, counted: tf.Tensor): tf.Tensor {
  if (logProbs.rank !== 2 || shapeText(counted) !== shapeText(logProbs)) {
    throw new RangeError(
      `tokenLoss: counted has shape ${shapeText(counted)}, expected [batch, tokens] like logProbs, ${shapeText(logProbs)}`,
    );
  }
  return tf.tidy(() => tf.neg(tf.div(tf.sum(tf.mul(logProbs, counted), 1), tf.sum(counted, 1))));
}
