/**
 * @file One layer of the BERT family: self-attention and a feed-forward network, each with residual and norm.
 */

import { gelu } from "../engine/ops/gelu";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { selfAttention } from "./attention";
import { dropoutSite } from "./dropoutSite";
import type { EncoderConfig } from "./encoderConfig";
import { layerName } from "./encoderShapes";
import { layerNorm } from "./layerNorm";
import { linear } from "./linear";

/**
 * The states after one layer.
 *
 *     a = LayerNorm(x + Attention(x)),  y = LayerNorm(a + FFN(a)),  FFN(a) = W₂ GELU(W₁ a)
 *
 * Source:  Vaswani et al. 2017, Sections 3.1 and 3.3; GELU as in Devlin et al. 2019, Appendix A.2.
 * Differs: nothing.
 *
 * @param layer counted from 0
 * @param asking the tokens whose new states are wanted, shape [B, A, D]: all of `hidden`, or its first token
 * @param hidden states before the layer, shape [B, T, D]
 * @param bias what `maskBias` gives
 * @returns shape [B, A, D]
 */
export function encoderLayer(
  config: EncoderConfig,
  params: Params,
  layer: number,
  asking: tf.Tensor3D,
  hidden: tf.Tensor3D,
  bias: tf.Tensor,
  seed?: tf.Tensor,
): tf.Tensor3D {
  const name = layerName(layer);
  const site = firstSite(layer);
  return tf.tidy(() => {
    const finish = (part: string, x: tf.Tensor, residual: tf.Tensor3D, at: number) => {
      const dropped = dropoutSite(linear(params, `${name}.${part}.dense`, x), config.hiddenDropout, seed, at);
      return layerNorm(
        params,
        `${name}.${part}.LayerNorm`,
        tf.add(residual, dropped),
        config.layerNormEpsilon,
      );
    };
    const attended = selfAttention(config, params, name, asking, hidden, bias, seed, site);
    const middle = finish("attention.output", attended, asking, site + 1) as tf.Tensor3D;
    const inner = gelu(linear(params, `${name}.intermediate.dense`, middle));
    return finish("output", inner, middle, site + 2) as tf.Tensor3D;
  });
}

/** Each layer has three places for dropout; place 0 is the embeddings'. */
export function firstSite(layer: number): number {
  return 1 + 3 * layer;
}
