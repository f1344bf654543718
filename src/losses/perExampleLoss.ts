/**
 * @file What every loss of a classifier looks like: logits, labels and constants in, one number per example out.
 */
import type { tf } from "../engine/tensorflow";

/**
 * A loss that does not reduce.
 *
 * `Names` are its columns, constants known before training with one number per example: `crossEntropy` needs
 * none, `impLoss` needs `logQuality` and `logDiversity`. A column has shape [B].
 * Logits have shape [B, C], labels are int32 of shape [B], the result has shape [B].
 */
export type PerExampleLoss<Names extends string = never> = (
  logits: tf.Tensor,
  labels: tf.Tensor,
  columns: Readonly<Record<Names, tf.Tensor>>,
) => tf.Tensor;
