/**
 * @file IMP-Loss without its diversity checker, the ablation of Kuo et al. 2025, Table 1.
 */
import { tf } from "../engine/tensorflow";
import { crossEntropy } from "./crossEntropy";
import type { QualityColumn } from "./dimpLoss";
import { expectLogitsAndLabels, expectOnePerExample } from "./expectShapes";

/**
 * Cross entropy weighted by how likely the label is in the real world, per example.
 *
 *     L_i = -P'(y_i | x_i) log p(y_i | x_i; θ)
 *
 * Source:  Kuo et al. 2025, Table 1, "w/o diversity checker": Eq. 6 with the denominator left out.
 * Differs: nothing. All weights are below 1, so the gradient is shorter than that of cross entropy; AdamW's step is not.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param columns `logQuality`, shape [B]; no gradient flows into it
 * @returns L in nats, shape [B]; half of log 2 = 0.3466 for two equal logits and P' = 0.5; cross entropy if P' = 1
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function qualityOnlyLoss(logits: tf.Tensor, labels: tf.Tensor, columns: QualityColumn): tf.Tensor {
  expectLogitsAndLabels("qualityOnlyLoss", logits, labels);
  expectOnePerExample("qualityOnlyLoss", "logQuality", columns.logQuality, logits);
  return tf.tidy(() => tf.mul(tf.exp(columns.logQuality), crossEntropy(logits, labels)));
}
