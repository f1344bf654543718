/**
 * @file From an encoder's states to class scores, as transformers' ForSequenceClassification does it.
 */

import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { maskBias } from "./attention";
import { dropoutSite } from "./dropoutSite";
import { type EncoderBatch, embedInput, runLayers } from "./encoder";
import type { EncoderConfig } from "./encoderConfig";
import { encoderLayer, firstSite } from "./encoderLayer";
import { linear } from "./linear";
import { firstToken, meanPool } from "./pooling";

/**
 * Class scores from the first token's state.
 *
 *     BERT:     logits = W_c dropout(tanh(W_p h₀))
 *     RoBERTa:  logits = W_o dropout(tanh(W_d dropout(h₀)))
 *
 * @param dropoutSeed int32 of shape [2], another at each step; without it there is no dropout
 * @returns logits, shape [B, C]
 */
export function classify(
  config: EncoderConfig,
  params: Params,
  batch: EncoderBatch,
  dropoutSeed?: tf.Tensor,
): tf.Tensor2D {
  return tf.tidy(() => {
    const hidden = embedInput(config, params, batch, dropoutSeed);
    return classifyFrom(config, params, hidden, batch.mask, 0, dropoutSeed);
  });
}

/**
 * Class scores from states before layer `from`, where those below are frozen and their states kept.
 *
 * The last layer is computed for the first token only, since nothing else of it is used: the same numbers as from
 * all of `runLayers`, and most of a layer's work saved.
 *
 * @param hidden states before layer `from`, shape [B, T, D]
 * @param mask shape [B, T]
 * @returns logits, shape [B, C]
 */
export function classifyFrom(
  config: EncoderConfig,
  params: Params,
  hidden: tf.Tensor3D,
  mask: tf.Tensor2D,
  from: number,
  dropoutSeed?: tf.Tensor,
): tf.Tensor2D {
  const last = config.layers - 1;
  return tf.tidy(() => {
    if (from > last) return head(config, params, firstToken(hidden), dropoutSeed);
    const states = runLayers(config, params, hidden, mask, from, last, dropoutSeed);
    const first = encoderLayer(config, params, last, firstToken(states), states, maskBias(mask), dropoutSeed);
    return head(config, params, first, dropoutSeed);
  });
}

/**
 * Class scores from the mean of all tokens' states, from states before layer `from`: logits = W_c dropout(mean(h)).
 *
 * Fits an encoder that was trained for sentence embeddings, such as MiniLM, whose first token was never asked for
 * anything. It leaves BERT's pooler out, and transformers has no class of this form.
 *
 * @param hidden states before layer `from`, shape [B, T, D]; from `embedInput` with `from` = 0
 * @param mask shape [B, T]
 * @returns logits, shape [B, C]
 */
export function classifyMeanFrom(
  config: EncoderConfig,
  params: Params,
  hidden: tf.Tensor3D,
  mask: tf.Tensor2D,
  from: number,
  dropoutSeed?: tf.Tensor,
): tf.Tensor2D {
  return tf.tidy(() => {
    const states = runLayers(config, params, hidden, mask, from, config.layers, dropoutSeed);
    const mean = dropoutSite(meanPool(states, mask), config.classifierDropout, dropoutSeed, headSite(config));
    return linear(params, "classifier", mean) as tf.Tensor2D;
  });
}

function head(config: EncoderConfig, params: Params, first: tf.Tensor3D, seed?: tf.Tensor): tf.Tensor2D {
  const state = tf.reshape(first, [first.shape[0], config.hiddenSize]);
  return config.modelType === "bert"
    ? bertHead(config, params, state, seed)
    : robertaHead(config, params, state, seed);
}

function bertHead(config: EncoderConfig, params: Params, state: tf.Tensor, seed?: tf.Tensor): tf.Tensor2D {
  const pooled = tf.tanh(linear(params, "pooler.dense", state));
  const dropped = dropoutSite(pooled, config.classifierDropout, seed, headSite(config));
  return linear(params, "classifier", dropped) as tf.Tensor2D;
}

function robertaHead(config: EncoderConfig, params: Params, state: tf.Tensor, seed?: tf.Tensor): tf.Tensor2D {
  const before = dropoutSite(state, config.classifierDropout, seed, headSite(config));
  const pooled = tf.tanh(linear(params, "classifier.dense", before));
  const dropped = dropoutSite(pooled, config.classifierDropout, seed, headSite(config) + 1);
  return linear(params, "classifier.out_proj", dropped) as tf.Tensor2D;
}

/** The first place for dropout after those of the layers. */
function headSite(config: EncoderConfig): number {
  return firstSite(config.layers);
}
