/**
 * @file A decoder over rows that hold several texts: no text sees another.
 */
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { embedTokens } from "./decoder";
import { type DecoderConfig, type LayerKind, layerWindow } from "./decoderConfig";
import { type Attend, decoderLayers } from "./decoderLayers";
import { groupedAttention } from "./groupedAttention";

/** Packed rows as tensors; all int32, shape [B, T]. */
export type PackedBatch = {
  ids: tf.Tensor2D;
  /** The number of each token's text in its row; 0 for padding. */
  documents: tf.Tensor2D;
  /** Each token's place in its text, from 0. */
  positions: tf.Tensor2D;
};

/**
 * The state of every token, as `decoderStates` gives it for each text alone.
 *
 * @returns shape [B, T, D]
 */
export function packedStates(config: DecoderConfig, params: Params, batch: PackedBatch): tf.Tensor3D {
  return tf.tidy(() => {
    const pass = { positions: batch.positions, attend: packedAttention(config, batch.documents) };
    return decoderLayers(config, params, embedTokens(config, params, batch.ids), pass);
  });
}

function packedAttention(config: DecoderConfig, documents: tf.Tensor2D): Attend {
  const biases = new Map<LayerKind, tf.Tensor>();
  config.layerKinds.forEach((kind, layer) => {
    if (!biases.has(kind)) biases.set(kind, packedBias(documents, layerWindow(config, layer)));
  });
  return (layer, queries, keys, values) =>
    groupedAttention(queries, keys, values, biases.get(config.layerKinds[layer])!);
}

/** 0 where a place may look, -1e9 where it may not: ahead, in another text, or further back than the window. */
function packedBias(documents: tf.Tensor2D, window?: number): tf.Tensor {
  const [rows, length] = documents.shape;
  const places = tf.range(0, length, 1, "int32");
  const back = tf.sub(tf.reshape(places, [1, length, 1]), tf.reshape(places, [1, 1, length]));
  const same = tf.equal(tf.reshape(documents, [rows, length, 1]), tf.reshape(documents, [rows, 1, length]));
  let seen = tf.logicalAnd(same, tf.greaterEqual(back, tf.scalar(0, "int32")));
  if (window !== undefined) seen = tf.logicalAnd(seen, tf.less(back, tf.scalar(window, "int32")));
  return tf.expandDims(tf.mul(tf.sub(1, tf.cast(seen, "float32")), -1e9), 1);
}
