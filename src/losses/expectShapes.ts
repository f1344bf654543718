/**
 * @file The door of every loss: shapes and kinds that do not fit are refused before anything is computed.
 */
import type { tf } from "../engine/tensorflow";

/**
 * Refuses logits that are not [B, C] and labels that are not int32 [B].
 *
 * Label values are not looked at: that would stop the device. A reader of data checks them once.
 */
export function expectLogitsAndLabels(caller: string, logits: tf.Tensor, labels: tf.Tensor): void {
  if (logits.rank !== 2) {
    throw new RangeError(`${caller}: logits has shape ${shapeText(logits)}, expected [batch, classes]`);
  }
  if (labels.dtype !== "int32") throw new TypeError(`${caller}: labels is ${labels.dtype}, expected int32`);
  expectOnePerExample(caller, "labels", labels, logits);
}

/** Refuses a tensor that does not hold exactly one number for each row of the logits. */
export function expectOnePerExample(
  caller: string,
  name: string,
  values: tf.Tensor,
  logits: tf.Tensor,
): void {
  if (values.rank === 1 && values.shape[0] === logits.shape[0]) return;
  throw new RangeError(
    `${caller}: ${name} has shape ${shapeText(values)}, expected [${logits.shape[0]}] like the rows of logits`,
  );
}

/** A shape as people write it: [2, 3]. */
export function shapeText(tensor: tf.Tensor): string {
  return `[${tensor.shape.join(", ")}]`;
}
