/**
 * @file A decoder: from token numbers to a state for each token, from which the next is told.
 */
import { gatherRows } from "../engine/ops/gatherRows";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Tokenizer } from "../text/tokenizer";
import type { Adapter, AdapterDropout } from "./adapter";
import { causalAttention } from "./causalAttention";
import { type DecoderConfig, longestContext } from "./decoderConfig";
import { decoderFamilies } from "./decoderFamilies";
import { decoderLayers } from "./decoderLayers";
import type { GenerationDefaults } from "./generationDefaults";

/** A decoder with all that is needed to give it texts. */
export interface Decoder {
  config: DecoderConfig;
  params: Params;
  tokenizer: Tokenizer;
  /** How its authors sample from it. */
  generation: GenerationDefaults;
}

/** Texts as tensors; `decoderBatch` makes them. */
export type DecoderBatch = {
  /** int32, shape [B, T]. */
  ids: tf.Tensor2D;
  /** float32, shape [B, T]: 1 for a token, 0 for padding, on either side. */
  mask: tf.Tensor2D;
};

/**
 * The state of every token after the last layer and the last norm.
 *
 * A token's state depends on it and on those before it. Positions are counted over real tokens.
 *
 * @returns shape [B, T, D]; what stands at padded places is of no use
 * @throws RangeError if the rows are longer than the decoder can take
 */
export function decoderStates(
  config: DecoderConfig,
  params: Params,
  batch: DecoderBatch,
  adapter?: Adapter,
  dropout?: AdapterDropout,
): tf.Tensor3D {
  const length = batch.ids.shape[1];
  if (length > longestContext(config)) {
    throw new RangeError(
      `decoderStates: ids has ${length} places a row, expected at most ${longestContext(config)}`,
    );
  }
  return tf.tidy(() => {
    const pass = { positions: countPositions(batch.mask), attend: causalAttention(config, batch.mask) };
    return decoderLayers(config, params, embedTokens(config, params, batch.ids), pass, adapter, dropout);
  });
}

/**
 * The states before the first layer.
 *
 * @param ids int32, shape [B, T]
 * @returns shape [B, T, D]
 */
export function embedTokens(config: DecoderConfig, params: Params, ids: tf.Tensor2D): tf.Tensor3D {
  const words = gatherRows(params["model.embed_tokens.weight"], ids) as tf.Tensor3D;
  if (!decoderFamilies[config.modelType].scaledEmbeddings) return words;
  return tf.mul(words, Math.fround(Math.sqrt(config.hiddenSize))) as tf.Tensor3D;
}

/**
 * Each token's place in its text, from 0; padding takes no place.
 *
 * @param mask shape [B, T]
 * @returns int32, shape [B, T]
 */
export function countPositions(mask: tf.Tensor2D): tf.Tensor2D {
  return tf.cast(tf.cumsum(mask, 1, true), "int32") as tf.Tensor2D;
}
