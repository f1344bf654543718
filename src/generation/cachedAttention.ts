/** @file Attention of one new token to all that its row has read. */
import { tf } from "../engine/tensorflow";
import { type DecoderConfig, type LayerKind, layerWindow } from "../models/decoderConfig";
import type { Attend } from "../models/decoderLayers";
import { groupedAttention } from "../models/groupedAttention";
import { extendTable, type KeyValueCache } from "./keyValueCache";

/**
 * Writes each row's new key and value into the cache, then attends to the row's places up to the new one.
 *
 * @param lengths int32, shape [B]: how many tokens each row has read, and so the new token's place
 * @returns for queries of shape [B, H, 1, width]
 */
export function cachedAttention(config: DecoderConfig, cache: KeyValueCache, lengths: tf.Tensor1D): Attend {
  const [, heads, capacity] = cache.keys[0].shape;
  const places = newPlaces(lengths, heads, capacity);
  const biases = new Map<LayerKind, tf.Tensor>();
  config.layerKinds.forEach((kind, layer) => {
    if (!biases.has(kind)) biases.set(kind, cacheBias(lengths, capacity, layerWindow(config, layer)));
  });
  return (layer, queries, keys, values) =>
    groupedAttention(
      queries,
      extendTable(cache.keys[layer], places, keys),
      extendTable(cache.values[layer], places, values),
      biases.get(config.layerKinds[layer])!,
    );
}

/** Each row's and head's new place in the flat table of all rows, heads and places, int32 [B heads]. */
function newPlaces(lengths: tf.Tensor1D, heads: number, capacity: number): tf.Tensor1D {
  const rows = lengths.shape[0];
  const starts = tf.mul(tf.range(0, rows * heads, 1, "int32"), tf.scalar(capacity, "int32"));
  return tf.reshape(tf.add(tf.reshape(starts, [rows, heads]), tf.expandDims(lengths, 1)), [-1]);
}

/** 0 at the places that the new token sees, -1e9 elsewhere, shape [B, 1, 1, capacity]. */
function cacheBias(lengths: tf.Tensor1D, capacity: number, window?: number): tf.Tensor {
  const places = tf.reshape(tf.range(0, capacity, 1, "int32"), [1, capacity]);
  const back = tf.sub(tf.expandDims(lengths, 1), places);
  let seen = tf.greaterEqual(back, tf.scalar(0, "int32"));
  if (window !== undefined) seen = tf.logicalAnd(seen, tf.less(back, tf.scalar(window, "int32")));
  const bias = tf.where(seen, tf.scalar(0), tf.scalar(-1e9));
  return tf.reshape(bias, [lengths.shape[0], 1, 1, capacity]);
}
