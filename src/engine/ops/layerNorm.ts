/** @file Layer normalisation: Ba et al. 2016. */
import { tf } from "../tensorflow";

/**
 * Brings the last axis to mean 0 and variance 1, then scales and shifts it.
 *
 *     y = γ (x - μ) / √(σ² + ε) + β,  μ and σ² over the last axis
 *
 * Source:  Ba et al. 2016, Eq. 4.
 * Differs: ε is added to the variance, as everywhere since.
 *
 * @param x shape [..., width]
 * @param scale γ, shape [width]
 * @param shift β, shape [width]
 * @returns the shape of x
 * @throws RangeError if scale or shift have another shape
 */
export function layerNorm<Tensor extends tf.Tensor>(
  x: Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  epsilon: number,
): Tensor {
  const width = x.shape[x.rank - 1];
  for (const [name, { shape }] of Object.entries({ scale, shift })) {
    if (shape.length !== 1 || shape[0] !== width) {
      throw new RangeError(
        `layerNorm: ${name} has shape [${shape}], expected [${width}] like the last axis of x`,
      );
    }
  }
  return tf.customGrad((...args) => {
    const [input, scale, shift, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const centred = input.sub(input.mean(-1, true));
    const inverse = centred.square().mean(-1, true).add(epsilon).rsqrt();
    const normal = centred.mul(inverse);
    save([normal, inverse, scale]);
    return { value: normal.mul(scale).add(shift), gradFunc: layerNormGradient };
  })(x, scale, shift) as Tensor;
}

/**
 *     dx = (g - mean(g) - n mean(g n)) / √(σ² + ε),  g = γ dy,  n = (x - μ) / √(σ² + ε)
 */
function layerNormGradient(dy: tf.Tensor, [normal, inverse, scale]: tf.Tensor[]): tf.Tensor[] {
  const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
  const g = dy.mul(scale);
  const along = normal.mul(g.mul(normal).mean(-1, true));
  const dx = g.sub(g.mean(-1, true)).sub(along).mul(inverse);
  return [dx, dy.mul(normal).sum(rows), dy.sum(rows)];
}
