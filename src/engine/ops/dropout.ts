/** @file Dropout with a mask from a seed tensor. */
import { tf } from "../tensorflow";
import { randomUniform } from "./randomUniform";

/**
 * Sets a random share of the values to 0 and scales the others, so that the mean stays.
 *
 *     y_i = x_i m_i / (1 - rate),  m_i = 1 with probability 1 - rate, else 0
 *
 * Source:  Srivastava et al. 2014, Section 4, with the scaling moved from test to training.
 * Differs: scaled by 1 / (1 - rate) in training, as is usual today.
 *
 * @param rate share of values to drop, from 0 to below 1; 0 returns the values unchanged
 * @param seed int32, shape [2]: the same seed gives the same mask
 * @throws RangeError if the rate is not in [0, 1) or the seed not of shape [2], TypeError if it is not int32
 */
export function dropout<Tensor extends tf.Tensor>(x: Tensor, rate: number, seed: tf.Tensor): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: rate is ${rate}, expected a number in [0, 1)`);
  if (rate === 0) return x.clone();
  return tf.tidy(() => {
    const scaledMask = randomUniform(x.shape, seed)
      .greaterEqual(rate)
      .cast("float32")
      .div(1 - rate);
    return x.mul(scaledMask) as Tensor;
  });
}
