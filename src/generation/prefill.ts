/** @file Reads prompts: their keys and values, and the state that tells the first new token. */
import { gatherRows } from "../engine/ops/gatherRows";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Adapter } from "../models/adapter";
import { causalAttention } from "../models/causalAttention";
import { countPositions, type DecoderBatch, embedTokens } from "../models/decoder";
import type { DecoderConfig } from "../models/decoderConfig";
import { decoderLayers } from "../models/decoderLayers";
import { extendTable, type KeyValueCache } from "./keyValueCache";

/**
 * Reads prompts that are filled up at their ends, and writes their keys and values into a cache.
 *
 * @param batch what `decoderBatch` gives, of shape [B, T]
 * @param cache of B rows and the capacity T
 * @returns the state of each prompt's last token, shape [B, D]
 */
export function prefill(
  config: DecoderConfig,
  params: Params,
  batch: DecoderBatch,
  cache: KeyValueCache,
  adapter?: Adapter,
): tf.Tensor2D {
  const [rows, length] = batch.ids.shape;
  return tf.tidy(() => {
    const causal = causalAttention(config, batch.mask);
    const places = tf.range(0, rows * config.keyValueHeads * length, 1, "int32");
    const pass = {
      positions: countPositions(batch.mask),
      attend: (layer: number, queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor) =>
        causal(
          layer,
          queries,
          extendTable(cache.keys[layer], places, keys),
          extendTable(cache.values[layer], places, values),
        ),
    };
    const states = decoderLayers(config, params, embedTokens(config, params, batch.ids), pass, adapter);
    const counts = tf.cast(tf.sum(batch.mask, 1), "int32");
    const ends = tf.add(tf.range(-1, rows * length - 1, length, "int32"), counts);
    return gatherRows(tf.reshape(states, [rows * length, config.hiddenSize]), ends) as tf.Tensor2D;
  });
}
