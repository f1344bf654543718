/**
 * @file How likely a decoder holds given completions: by token, by completion, and on average over its tokens.
 */
import { gatherRows } from "../engine/ops/gatherRows";
import { labelLogProbs } from "../engine/ops/labelLogProbs";
import { segmentSum } from "../engine/ops/segmentSum";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Adapter, AdapterDropout } from "./adapter";
import type { CompletionBatch } from "./completionBatch";
import { decoderStates } from "./decoder";
import type { DecoderConfig } from "./decoderConfig";

/**
 * The log-probability of each listed token given all tokens before it.
 *
 *     log p(y_t | x, y_<t)
 *
 * The head sees only the states that foretell a listed token, a part of them at a time, so that the logits of a whole
 * batch over a large vocabulary are never held.
 *
 * @returns in nats, shape [N] as the batch lists them; 0 for fillers
 */
export function completionLogProbs(
  config: DecoderConfig,
  params: Params,
  batch: CompletionBatch,
  adapter?: Adapter,
  dropout?: AdapterDropout,
): tf.Tensor1D {
  return tf.tidy(() => {
    const states = decoderStates(config, params, batch, adapter, dropout);
    const asked = gatherRows(tf.reshape(states, [-1, config.hiddenSize]), batch.places) as tf.Tensor2D;
    const head = params[config.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight"] as tf.Tensor2D;
    return tf.mul(labelLogProbs(asked, head, batch.labels), batch.present) as tf.Tensor1D;
  });
}

/**
 * The log-probability of each whole completion.
 *
 *     log p(y | x) = Σ_t log p(y_t | x, y_<t)
 *
 * @param tokens what `completionLogProbs` gives
 * @returns in nats, shape [B]; 0 for a row of which no token is listed
 */
export function sumLogProbs(batch: CompletionBatch, tokens: tf.Tensor1D): tf.Tensor1D {
  return segmentSum(tokens, batch.rows, batch.ids.shape[0]);
}

/**
 * The log-probability of each completion by token: the sum divided by the number of its tokens.
 *
 *     (1 / |y|) log p(y | x)
 *
 * @returns in nats a token, shape [B]; 0 for a row of which no token is listed
 */
export function meanLogProbs(batch: CompletionBatch, tokens: tf.Tensor1D): tf.Tensor1D {
  return tf.tidy(() => {
    const lengths = segmentSum(batch.present, batch.rows, batch.ids.shape[0]);
    return tf.div(sumLogProbs(batch, tokens), tf.maximum(lengths, 1)) as tf.Tensor1D;
  });
}
