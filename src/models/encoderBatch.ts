/**
 * @file Padded rows as the tensors that an encoder takes.
 */
import { tf } from "../engine/tensorflow";
import { padBatch } from "../text/padding";
import type { Encoding } from "../text/tokenizer";
import type { EncoderBatch } from "./encoder";

/**
 * The tensors of some encodings, padded to one length; the caller's to free.
 *
 * @param length see `bucketLength`
 */
export function encoderBatch(encodings: readonly Encoding[], length: number, padId = 0): EncoderBatch {
  const { rows, ids, mask, typeIds } = padBatch(encodings, length, padId);
  return {
    ids: tf.tensor2d(ids, [rows, length], "int32"),
    mask: tf.tensor2d(mask, [rows, length], "float32"),
    typeIds: tf.tensor2d(typeIds, [rows, length], "int32"),
  };
}
