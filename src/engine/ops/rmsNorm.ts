/** @file Root mean square normalisation: Zhang and Sennrich 2019. */
import { tf } from "../tensorflow";

/**
 * Brings the mean square of the last axis to 1, then scales it: what LLaMA's layers use.
 *
 *     y = γ x / √(mean(x²) + ε)
 *
 * Source:  Zhang and Sennrich 2019, Eq. 4.
 * Differs: ε is added to the mean square, as in LLaMA.
 *
 * @param x shape [..., width]
 * @param scale γ, shape [width]
 * @returns the shape of x
 * @throws RangeError if scale has another shape
 */
export function rmsNorm<Tensor extends tf.Tensor>(x: Tensor, scale: tf.Tensor, epsilon: number): Tensor {
  const width = x.shape[x.rank - 1];
  if (scale.rank !== 1 || scale.shape[0] !== width) {
    throw new RangeError(
      `rmsNorm: scale has shape [${scale.shape}], expected [${width}] like the last axis of x`,
    );
  }
  return tf.customGrad((...args) => {
    const [input, scale, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const inverse = input.square().mean(-1, true).add(epsilon).rsqrt();
    const normal = input.mul(inverse);
    save([normal, inverse, scale]);
    return { value: normal.mul(scale), gradFunc: rmsNormGradient };
  })(x, scale) as Tensor;
}

/**
 *     dx = (g - n mean(g n)) / √(mean(x²) + ε),  g = γ dy,  n = x / √(mean(x²) + ε)
 */
function rmsNormGradient(dy: tf.Tensor, [normal, inverse, scale]: tf.Tensor[]): tf.Tensor[] {
  const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
  const g = dy.mul(scale);
  const along = normal.mul(g.mul(normal).mean(-1, true));
  return [g.sub(along).mul(inverse), dy.mul(normal).sum(rows)];
}
