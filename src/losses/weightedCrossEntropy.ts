/**
 * @file Cross entropy with a given weight per example: Kuo et al. 2025, Section 2.2.
 */
import { tf } from "../engine/tensorflow";
import { crossEntropy } from "./crossEntropy";
import { expectLogitsAndLabels, expectOnePerExample } from "./expectShapes";

/** The weights of a batch: shape [B]. */
export interface WeightColumn {
  weight: tf.Tensor;
}

/**
 * Cross entropy times a weight that was fixed before training, per example.
 *
 *     L_i = -w_i log p(y_i | x_i; θ)
 *
 * Source:  Kuo et al. 2025, Eq. 2, inside the sum.
 * Differs: nothing. The paper divides by the number of examples: `batchMean`, not `weightedMean`.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param columns `weight`, shape [B]
 * @returns L in nats, shape [B]; 2 log 2 = 1.3863 for two equal logits and weight 2
 * @throws RangeError if shapes do not fit; TypeError if labels are not int32
 */
export function weightedCrossEntropy(logits: tf.Tensor, labels: tf.Tensor, columns: WeightColumn): tf.Tensor {
  expectLogitsAndLabels("weightedCrossEntropy", logits, labels);
  expectOnePerExample("weightedCrossEntropy", "weight", columns.weight, logits);
  return tf.tidy(() => tf.mul(columns.weight, crossEntropy(logits, labels)));
}
