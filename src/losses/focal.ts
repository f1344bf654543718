/**
 * @file The focal loss as it was published: Lin et al. 2017.
 */
import { logProbOf } from "../engine/ops/logProbOf";
import { tf } from "../engine/tensorflow";
import { expectLogitsAndLabels } from "./expectShapes";

/**
 * Cross entropy that pays less attention to what the model already knows, per example.
 *
 *     L_i = -(1 - p_i)^γ log p_i      with p_i = p(y_i | x_i; θ)
 *
 * The gradient flows through the factor too: raising p lowers both the factor and the logarithm, so every example
 * is pulled harder than by the factor as a weight, by (1 - p)^γ - γ p (1 - p)^(γ - 1) log p in place of (1 - p)^γ.
 *
 * Source:  Lin et al. 2017, Eq. 4; named in Kuo et al. 2025, Section 2.2.
 * Differs: nothing; no class factor α.
 *
 * @param logits unnormalised log-probabilities, shape [B, C]
 * @param labels the classes, int32, shape [B]
 * @param gamma γ from 0, how strongly easy examples are played down; 0 is cross entropy
 * @returns L in nats, shape [B]; half of log 2 = 0.3466 for two equal logits and γ = 1
 * @throws RangeError if shapes do not fit or gamma is below 0; TypeError if labels are not int32
 */
export function focal(logits: tf.Tensor, labels: tf.Tensor, gamma: number): tf.Tensor {
  expectLogitsAndLabels("focal", logits, labels);
  expectGamma("focal", gamma);
  return tf.tidy(() => {
    const logProb = logProbOf(logits, labels);
    return tf.neg(tf.mul(focalWeight(logProb, gamma), logProb));
  });
}

/**
 * What the focal loss multiplies the logarithm with.
 *
 *     (1 - p)^γ
 *
 * @param logProb log p of the label, shape [B]
 * @returns a number from 0 to 1 per example, shape [B]
 */
export function focalWeight(logProb: tf.Tensor, gamma: number): tf.Tensor {
  // 1 - p as -expm1(log p) keeps its digits near p = 1; the crumb keeps the slope finite at p = 1 itself.
  return tf.pow(tf.add(tf.neg(tf.expm1(logProb)), 1e-30), gamma);
}

/** Refuses a γ that is not a number from 0. */
export function expectGamma(caller: string, gamma: number): void {
  if (gamma >= 0 && gamma < Infinity) return;
  throw new RangeError(`${caller}: gamma is ${gamma}, expected a number from 0`);
}
