/**
 * @file Attention over whole texts: each token sees itself and what stands before it.
 */
import { tf } from "../engine/tensorflow";
import { type DecoderConfig, type LayerKind, layerWindow } from "./decoderConfig";
import type { Attend } from "./decoderLayers";
import { groupedAttention } from "./groupedAttention";

/**
 * The attention of training, scoring and prefill.
 *
 * @param mask shape [B, T], 1 for a token, 0 for padding on either side, which no token sees
 */
export function causalAttention(config: DecoderConfig, mask: tf.Tensor2D): Attend {
  const biases = new Map<LayerKind, tf.Tensor>();
  // Made here, not at the first use: what is made inside a layer ends with it.
  config.layerKinds.forEach((kind, layer) => {
    if (!biases.has(kind)) biases.set(kind, causalBias(mask, layerWindow(config, layer)));
  });
  return (layer, queries, keys, values) =>
    groupedAttention(queries, keys, values, biases.get(config.layerKinds[layer])!);
}

/**
 * 0 where a place may look, -1e9 where it may not: ahead, at padding, or further back than the window.
 *
 * @param mask shape [B, T]
 * @param window how many places are seen, its own included; all where undefined
 * @returns shape [B, 1, T, T]: from, to
 */
export function causalBias(mask: tf.Tensor2D, window?: number): tf.Tensor {
  const [rows, length] = mask.shape;
  const places = tf.range(0, length, 1, "int32");
  const back = tf.sub(tf.reshape(places, [length, 1]), tf.reshape(places, [1, length]));
  let seen = tf.greaterEqual(back, tf.scalar(0, "int32"));
  if (window !== undefined) seen = tf.logicalAnd(seen, tf.less(back, tf.scalar(window, "int32")));
  const real = tf.reshape(mask, [rows, 1, 1, length]);
  return tf.mul(tf.sub(1, tf.mul(tf.cast(seen, "float32"), real)), -1e9);
}
