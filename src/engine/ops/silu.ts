/** @file The sigmoid linear unit: Elfwing, Uchibe and Doya 2018, also known as swish. */
import { tf } from "../tensorflow";

/**
 * x where it is large, 0 where it is small, a little below 0 in between: what LLaMA's gates use.
 *
 *     y = x σ(x)
 *
 * Source:  Elfwing, Uchibe and Doya 2018, Eq. 1 of Section 2.
 * Differs: nothing
 *
 * @returns the shape of x; silu(1) = 0.7311
 */
export function silu<Tensor extends tf.Tensor>(x: Tensor): Tensor {
  return tf.customGrad((input, save) => {
    const z = input as tf.Tensor;
    const share = z.sigmoid();
    (save as tf.GradSaveFunc)([z, share]);
    return {
      value: z.mul(share),
      gradFunc: (dy: tf.Tensor, [z, share]: tf.Tensor[]) => dy.mul(slope(z, share)),
    };
  })(x) as Tensor;
}

/** dy/dx = σ (1 + x (1 - σ)) */
function slope(x: tf.Tensor, share: tf.Tensor): tf.Tensor {
  return share.mul(x.mul(tf.sub(1, share)).add(1));
}
