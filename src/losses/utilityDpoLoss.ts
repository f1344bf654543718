/**
 * @file U-DPO: a loss on pairs, weighted by how far apart the utilities of their texts are.
 */
import { tf } from "../engine/tensorflow";
import { shapeText } from "./expectShapes";

/**
 * Each pair's loss times the pair's weight.
 *
 *     L_i = w_i · L_i^DPO
 *
 * Source:  U-DPO paper, Eq. 6. The weights are those of Eq. 5, `preferenceWeight`, or any other column.
 * Differs: nothing. The paper does not say what it divides by: `batchMean` of this result divides by the number
 *          of pairs, `weightedMean` of the plain losses by the weights' sum; the gradients differ by the factor
 *          mean(w), which AdamW takes out again. What weights change is how hard pairs pull beside each other.
 *
 * @param losses per pair, of `dpoLoss`, `paperDpoLoss` or another, shape [P]
 * @param weights constants from 0, shape [P]; no gradient is wanted from them
 * @returns nats, shape [P]; half of log 2 = 0.3466 for a loss of log 2 and weight 1/2
 * @throws RangeError if the shapes are not the same [P]
 */
export function utilityDpoLoss(losses: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  if (losses.rank !== 1) {
    throw new RangeError(`utilityDpoLoss: losses has shape ${shapeText(losses)}, expected [pairs]`);
  }
  if (shapeText(weights) !== shapeText(losses)) {
    throw new RangeError(
      `utilityDpoLoss: weights has shape ${shapeText(weights)}, expected ${shapeText(losses)} like losses`,
    );
  }
  return tf.tidy(() => tf.mul(weights, losses));
}
