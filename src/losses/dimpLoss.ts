/**
 * @file DIMP-Loss, importance weights against the model's own present belief: Kuo et al. 2025, Section 4.2.
 */
import { logProbOf } from "../engine/ops/logProbOf";
import { stopGradient } from "../engine/ops/stopGradient";
import { tf } from "../engine/tensorflow";
import { expectLogitsAndLabels, expectOnePerExample } from "./expectShapes";

/** What the quality checker says about the labels of a batch: log P'(y | x) in nats, shape [B]. */
export interface QualityColumn {
  logQuality: tf.Tensor;
}

/**
 * Cross entropy with more weight on what real data believes and the model does not yet, per example.
 *
 *     L_i = -[P'(y_i | x_i) / sg(p_i)] log p_i      with p_i = p(y_i | x_i; θ_t), sg = no gradient
 *
 * Source:  Kuo et al. 2025, Eq. 9, inside the sum.
 * Differs: nothing in value. The ratio is computed as exp(log P' - log p). The weight grows without
 *          bound as p goes to 0: the paper relies on gradient clipping alone, so does this function.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param columns `logQuality`, shape [B]; no gradient flows into it
 * @returns L in nats, shape [B]; half of log 2 = 0.3466 for two equal logits and P' = 0.25; cross entropy if P' = p
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function dimpLoss(logits: tf.Tensor, labels: tf.Tensor, columns: QualityColumn): tf.Tensor {
  expectLogitsAndLabels("dimpLoss", logits, labels);
  expectOnePerExample("dimpLoss", "logQuality", columns.logQuality, logits);
  return tf.tidy(() => {
    const logProb = logProbOf(logits, labels);
    return tf.neg(tf.mul(dynamicWeight(columns.logQuality, logProb), logProb));
  });
}

/**
 * DIMP-Loss with its weights divided by their mean in the batch, per example.
 *
 *     L_i = -(w_i / mean(w)) log p_i      with w_i = P'(y_i | x_i) / sg(p_i)
 *
 * A control, not a method of the paper: DIMP weights are large while the model knows nothing and shrink as it learns.
 * AdamW takes a factor out that stays the same from step to step; one that falls it sees late, since its second moment
 * remembers longer gradients, and one that differs between batches makes some of them count more. This loss drops
 * both, and keeps who counts more within a batch.
 *
 * Source:  ours.
 * Differs: from Kuo et al. 2025, Eq. 9 by the division. Its `batchMean` is the `weightedMean` of cross entropy.
 *
 * @returns L in nats, shape [B]; cross entropy wherever all weights of the batch are equal
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function dimpLossMeanOne(logits: tf.Tensor, labels: tf.Tensor, columns: QualityColumn): tf.Tensor {
  expectLogitsAndLabels("dimpLossMeanOne", logits, labels);
  expectOnePerExample("dimpLossMeanOne", "logQuality", columns.logQuality, logits);
  return tf.tidy(() => {
    const logProb = logProbOf(logits, labels);
    const weight = dynamicWeight(columns.logQuality, logProb);
    return tf.neg(tf.mul(tf.div(weight, tf.mean(weight)), logProb));
  });
}

/** P' / sg(p), from the logarithms of both. */
function dynamicWeight(logQuality: tf.Tensor, logProb: tf.Tensor): tf.Tensor {
  return tf.exp(tf.sub(logQuality, stopGradient(logProb)));
}
