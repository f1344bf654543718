/**
 * @file IMP-Loss, importance weights from a quality and a diversity checker: Kuo et al. 2025, Section 4.1.
 */
import { tf } from "../engine/tensorflow";
import { crossEntropy } from "./crossEntropy";
import { expectLogitsAndLabels, expectOnePerExample } from "./expectShapes";

/** What the two checkers say about the labels of a batch, in nats. */
export interface ImpColumns {
  /** log P'(y | x) of the quality checker, shape [B]. */
  logQuality: tf.Tensor;
  /** log Q(y | x) of the diversity checker, shape [B]. */
  logDiversity: tf.Tensor;
}

/**
 * Cross entropy on synthetic text, weighted so that it estimates the cross entropy on real text, per example.
 *
 *     L_i = -[P'(y_i | x_i) / Q(y_i | x_i)] log p(y_i | x_i; θ)
 *
 * Source:  Kuo et al. 2025, Eq. 6, inside the sum.
 * Differs: nothing in value. The ratio is computed as exp(log P' - log Q), so that neither can
 *          underflow first. The weight is neither clipped nor normalised, as in the paper.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param columns `logQuality` and `logDiversity`, shape [B]; no gradient flows into them
 * @returns L in nats, shape [B]; 2 log 2 = 1.3863 for two equal logits, P' = 0.9, Q = 0.45; cross entropy if P' = Q
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function impLoss(logits: tf.Tensor, labels: tf.Tensor, columns: ImpColumns): tf.Tensor {
  expectLogitsAndLabels("impLoss", logits, labels);
  expectOnePerExample("impLoss", "logQuality", columns.logQuality, logits);
  expectOnePerExample("impLoss", "logDiversity", columns.logDiversity, logits);
  return tf.tidy(() => {
    const weight = tf.exp(tf.sub(columns.logQuality, columns.logDiversity));
    return tf.mul(weight, crossEntropy(logits, labels));
  });
}
