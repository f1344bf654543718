/** @file Draws from categorical distributions, from a seed tensor. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";
import { randomUniform } from "./randomUniform";

/**
 * Indices drawn in proportion to softmax(logits), the same for the same seed.
 *
 *     argmax_v (z_v - log(-log u_v)),  u_v uniform on [0, 1)
 *
 * Source:  Gumbel 1954; the "Gumbel-max trick" in Maddison et al. 2014, Section 2.
 * Differs: nothing. Logits of -Infinity are never drawn.
 *
 * @param logits shape [B, V]
 * @param count how many indices to draw for each row
 * @param seed int32, shape [2]
 * @returns int32, shape [B, count]
 * @throws RangeError if the logits are not of rank 2, the count is not a whole number above 0 or the seed not of
 *   shape [2], TypeError if it is not int32
 */
export function randomCategorical(logits: tf.Tensor, count: number, seed: tf.Tensor): tf.Tensor2D {
  if (logits.rank !== 2) {
    throw new RangeError(`randomCategorical: logits have shape [${logits.shape}], expected [rows, classes]`);
  }
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`randomCategorical: count is ${count}, expected a whole number above 0`);
  }
  const [rows, classes] = logits.shape;
  return tf.tidy(() => {
    const uniform = randomUniform([rows, count, classes], seed);
    const gumbel = uniform.log().neg().log().neg();
    const scores = logits.expandDims(1).add(gumbel);
    return rawOp("ArgMax", [scores, tf.scalar(2, "int32")], {
      output_type: { type: "int32" },
    })[0] as tf.Tensor2D;
  });
}
