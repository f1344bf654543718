/**
 * @file Self-attention of the BERT family.
 */

import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { dropoutSite } from "./dropoutSite";
import type { EncoderConfig } from "./encoderConfig";
import { linear } from "./linear";

/**
 * What each asking token takes from all tokens of its text, before the output projection.
 *
 *     softmax(Q Kᵀ / sqrt(d) + bias) V, for each head of width d
 *
 * Source:  Vaswani et al. 2017, Eq. 1 and Section 3.2.2.
 * Differs: nothing.
 *
 * @param name the layer, as `layerName` gives it
 * @param asking the tokens whose new states are wanted, shape [B, A, D]
 * @param hidden all tokens, shape [B, T, D]
 * @param bias what `maskBias` gives, shape [B, 1, 1, T]
 * @returns shape [B, A, D]
 */
export function selfAttention(
  config: EncoderConfig,
  params: Params,
  name: string,
  asking: tf.Tensor3D,
  hidden: tf.Tensor3D,
  bias: tf.Tensor,
  seed: tf.Tensor | undefined,
  site: number,
): tf.Tensor3D {
  const width = config.hiddenSize / config.heads;
  const split = (part: string, x: tf.Tensor3D) =>
    splitHeads(linear(params, `${name}.attention.self.${part}`, x), width);
  // Scaling the queries is scaling the scores, on fewer numbers.
  const queries = tf.mul(split("query", asking), 1 / Math.sqrt(width));
  const scores = tf.add(tf.matMul(queries, split("key", hidden), false, true), bias);
  const shares = dropoutSite(tf.softmax(scores), config.attentionDropout, seed, site);
  return joinHeads(tf.matMul(shares, split("value", hidden)));
}

/**
 * What is added to the scores: 0 for a token, -1e9 for padding, whose share then is exactly 0.
 *
 * @param mask shape [B, T], 1 for a token, 0 for padding
 * @returns shape [B, 1, 1, T]
 */
export function maskBias(mask: tf.Tensor2D): tf.Tensor {
  const [rows, length] = mask.shape;
  return tf.reshape(tf.mul(tf.sub(1, mask), -1e9), [rows, 1, 1, length]);
}

/** [B, T, D] to [B, heads, T, width]. */
function splitHeads(x: tf.Tensor, width: number): tf.Tensor {
  const [rows, length, size] = x.shape;
  return tf.transpose(tf.reshape(x, [rows, length, size / width, width]), [0, 2, 1, 3]);
}

/** [B, heads, T, width] to [B, T, D]. */
function joinHeads(x: tf.Tensor): tf.Tensor3D {
  const [rows, heads, length, width] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [rows, length, heads * width]);
}
