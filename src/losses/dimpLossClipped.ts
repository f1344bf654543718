/**
 * @file DIMP-Loss with a ceiling on its weights: ours.
 */
import { logProbOf } from "../engine/ops/logProbOf";
import { stopGradient } from "../engine/ops/stopGradient";
import { tf } from "../engine/tensorflow";
import type { QualityColumn } from "./dimpLoss";
import { expectLogitsAndLabels, expectOnePerExample } from "./expectShapes";

/**
 * DIMP-Loss whose weights are cut at a highest value, per example.
 *
 *     L_i = -min(P'(y_i | x_i) / sg(p_i), c) log p_i
 *
 * A label that the model finds nearly impossible has a weight without limit in DIMP-Loss; here it has c.
 *
 * Source:  ours, after truncated importance sampling (Ionides 2008, p. 295).
 * Differs: from Kuo et al. 2025, Eq. 9 by the ceiling; the same where no weight reaches it.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param columns `logQuality`, shape [B]; no gradient flows into it
 * @param highest c, above 0
 * @returns L in nats, shape [B]; half of log 2 = 0.3466 for two equal logits, P' = 1 and c = 0.5
 * @throws RangeError if shapes do not fit or highest is not above 0; TypeError if labels are not int32
 */
export function dimpLossClipped(
  logits: tf.Tensor,
  labels: tf.Tensor,
  columns: QualityColumn,
  highest: number,
): tf.Tensor {
  expectLogitsAndLabels("dimpLossClipped", logits, labels);
  expectOnePerExample("dimpLossClipped", "logQuality", columns.logQuality, logits);
  if (!(highest > 0)) {
    throw new RangeError(`dimpLossClipped: highest is ${highest}, expected a number above 0`);
  }
  return tf.tidy(() => {
    const logProb = logProbOf(logits, labels);
    // Cut as a logarithm, so that nothing overflows on the way.
    const logWeight = tf.minimum(tf.sub(columns.logQuality, stopGradient(logProb)), Math.log(highest));
    return tf.neg(tf.mul(tf.exp(logWeight), logProb));
  });
}
