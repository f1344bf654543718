/**
 * @file An encoder of the BERT family: from token numbers to a state for each token.
 */
import { gatherRows } from "../engine/ops/gatherRows";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Tokenizer } from "../text/tokenizer";
import { maskBias } from "./attention";
import { dropoutSite } from "./dropoutSite";
import { type EncoderConfig, firstPosition, longestInput } from "./encoderConfig";
import { encoderLayer } from "./encoderLayer";
import { layerNorm } from "./layerNorm";

/** An encoder with all that is needed to give it texts. */
export interface Encoder {
  config: EncoderConfig;
  params: Params;
  tokenizer: Tokenizer;
  /** How many tokens a text keeps for its embedding, where the folder is one of sentence-transformers. */
  sentenceLength?: number;
}

/** Texts as tensors; `encoderBatch` makes them. */
export type EncoderBatch = {
  /** int32, shape [B, T]. */
  ids: tf.Tensor2D;
  /** float32, shape [B, T]: 1 for a token, 0 for padding. */
  mask: tf.Tensor2D;
  /** int32, shape [B, T]: 1 for tokens of a pair's second text. */
  typeIds: tf.Tensor2D;
};

/**
 * The last layer's state of every token.
 *
 * Source:  Devlin et al. 2019, Section 3 and Appendix A.2.
 * Differs: nothing.
 *
 * @param dropoutSeed int32 of shape [2], another at each step; without it there is no dropout
 * @returns shape [B, T, D]; what stands at padded places is of no use
 */
export function encode(
  config: EncoderConfig,
  params: Params,
  batch: EncoderBatch,
  dropoutSeed?: tf.Tensor,
): tf.Tensor3D {
  return tf.tidy(() => {
    const hidden = embedInput(config, params, batch, dropoutSeed);
    return runLayers(config, params, hidden, batch.mask, 0, config.layers, dropoutSeed);
  });
}

/**
 * The states before the first layer: word, position and type embeddings, summed and normalised.
 *
 * @returns shape [B, T, D]
 * @throws RangeError if the rows are longer than the position table
 */
export function embedInput(
  config: EncoderConfig,
  params: Params,
  batch: EncoderBatch,
  dropoutSeed?: tf.Tensor,
): tf.Tensor3D {
  const length = batch.ids.shape[1];
  if (length > longestInput(config)) {
    throw new RangeError(
      `embedInput: ids has ${length} places a row, expected at most ${longestInput(config)}`,
    );
  }
  return tf.tidy(() => {
    const words = gatherRows(params["embeddings.word_embeddings.weight"] as tf.Tensor2D, batch.ids);
    const types = gatherRows(params["embeddings.token_type_embeddings.weight"] as tf.Tensor2D, batch.typeIds);
    const table = params["embeddings.position_embeddings.weight"] as tf.Tensor2D;
    const positions = tf.slice(table, [firstPosition(config), 0], [length, config.hiddenSize]);
    const sum = tf.add(tf.add(words, types), positions) as tf.Tensor3D;
    const normal = layerNorm(params, "embeddings.LayerNorm", sum, config.layerNormEpsilon);
    return dropoutSite(normal, config.hiddenDropout, dropoutSeed, 0);
  });
}

/**
 * The states after layer `to` - 1, from those before layer `from`.
 *
 * Running 0 to 4 once and keeping the result, then 4 to 6 in every step, trains the top two of six layers.
 *
 * @param hidden states before layer `from`, shape [B, T, D]
 * @param mask shape [B, T]
 * @returns shape [B, T, D]; `hidden` itself where `from` = `to`
 * @throws RangeError unless 0 <= `from` <= `to` <= layers
 */
export function runLayers(
  config: EncoderConfig,
  params: Params,
  hidden: tf.Tensor3D,
  mask: tf.Tensor2D,
  from: number,
  to: number,
  dropoutSeed?: tf.Tensor,
): tf.Tensor3D {
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= config.layers)) {
    throw new RangeError(
      `runLayers: from and to are ${from} and ${to}, expected 0 <= from <= to <= ${config.layers}`,
    );
  }
  return tf.tidy(() => {
    const bias = maskBias(mask);
    let states = hidden;
    for (let layer = from; layer < to; layer++) {
      states = encoderLayer(config, params, layer, states, states, bias, dropoutSeed);
    }
    return states;
  });
}
