/** @file The k likeliest tokens. */
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";

/** Some tokens of each row, with their scores. */
export type Candidates = {
  /** Shape [B, k]. */
  logits: tf.Tensor2D;
  /** int32, shape [B, k]: the numbers of the tokens. */
  tokens: tf.Tensor2D;
};

/**
 * The k likeliest tokens of each row, the likeliest first; among equals the one of the lower number.
 *
 * Source:  Fan et al. 2018, Section 5.4.
 * Differs: nothing.
 *
 * @param logits shape [B, V]
 * @param k from 1 to V
 */
export function topK(logits: tf.Tensor2D, k: number): Candidates {
  const inputs = [logits, tf.scalar(k, "int32")];
  const [values, tokens] = rawOp("TopKV2", inputs, { sorted: { flag: true } }, 2);
  return { logits: values as tf.Tensor2D, tokens: tokens as tf.Tensor2D };
}
