/**
 * @file The head of a decoder: from states to the scores of all next tokens.
 */
import { logitsOf } from "../engine/ops/logitsOf";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { DecoderConfig } from "./decoderConfig";

/**
 * The score of each token of the vocabulary as the next one.
 *
 * @param hidden what `decoderStates` gives, or some of it, shape [..., D]
 * @returns logits, shape [..., V]
 */
export function tokenLogits(config: DecoderConfig, params: Params, hidden: tf.Tensor): tf.Tensor {
  const head = params[config.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight"] as tf.Tensor2D;
  const rows = tf.reshape(hidden, [-1, config.hiddenSize]) as tf.Tensor2D;
  return tf.reshape(logitsOf(rows, head), [...hidden.shape.slice(0, -1), config.vocabularySize]);
}
