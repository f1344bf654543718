/**
 * @file Cross entropy of a classifier: Kuo et al. 2025, Section 2.1.
 */
import { logProbOf } from "../engine/ops/logProbOf";
import { tf } from "../engine/tensorflow";
import { expectLogitsAndLabels } from "./expectShapes";

/**
 * How surprised the model is by the label, per example.
 *
 *     L_i = -log p(y_i | x_i; θ)
 *
 * Source:  Kuo et al. 2025, Eq. 1, inside the sum.
 * Differs: nothing. The paper's mean over the data is `batchMean`.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @returns L in nats, shape [B]; log C when all logits are equal (0.6931 for two classes)
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function crossEntropy(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  expectLogitsAndLabels("crossEntropy", logits, labels);
  return tf.tidy(() => tf.neg(logProbOf(logits, labels)));
}
