/**
 * @file The focal loss as the authors of IMP-Loss ran it: the factor is a weight without gradient.
 */
import { logProbOf } from "../engine/ops/logProbOf";
import { stopGradient } from "../engine/ops/stopGradient";
import { tf } from "../engine/tensorflow";
import { expectLogitsAndLabels } from "./expectShapes";
import { expectGamma, focalWeight } from "./focal";

/**
 * Cross entropy weighted by how unsure the model is now, per example.
 *
 *     L_i = -sg[(1 - p_i)^γ] log p_i      with p_i = p(y_i | x_i; θ), sg = no gradient
 *
 * Source:  the weight of Kuo et al. 2025, Section 2.2, in their Eq. 2; their code takes γ = 1.
 * Differs: from Lin et al. 2017, Eq. 4 (`focal`): same value, other gradient.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param gamma γ from 0; 0 is cross entropy
 * @returns L in nats, shape [B]; half of log 2 = 0.3466 for two equal logits and γ = 1
 * @throws RangeError if shapes do not fit or gamma is below 0; TypeError if labels are not int32
 */
export function focalDetached(logits: tf.Tensor, labels: tf.Tensor, gamma: number): tf.Tensor {
  expectLogitsAndLabels("focalDetached", logits, labels);
  expectGamma("focalDetached", gamma);
  return tf.tidy(() => {
    const logProb = logProbOf(logits, labels);
    return tf.neg(tf.mul(stopGradient(focalWeight(logProb, gamma)), logProb));
  });
}
