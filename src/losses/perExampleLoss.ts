/**
 * @file What every loss of a classifier looks like: logits, labels and constants in, one number per example out.
 */
import type { tf } from "../engine/tensorflow";

/** Constants known before training, one number per example, which travel with it into the batch: shape [B] each. */
export type Columns = Readonly<Record<string, tf.Tensor>>;

/**
 * A loss that does not reduce.
 *
 * `Names` are the columns it needs: `crossEntropy` needs none, `impLoss` needs two.
 * Logits have shape [B, C], labels are int32 of shape [B], the result has shape [B].
 */
export type PerExampleLoss<Names extends string = never> = (
  logits: tf.Tensor,
  labels: tf.Tensor,
  columns: Readonly<Record<Names, tf.Tensor>>,
) => tf.Tensor;
