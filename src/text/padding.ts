/**
 * @file Rows of unequal length as one rectangle, of few different lengths so that few graphs are recorded.
 */
import type { Encoding } from "./tokenizer";

/** A rectangle of rows, as typed arrays of `rows` times `length` numbers. */
interface PaddedBatch {
  rows: number;
  length: number;
  ids: Int32Array;
  /** 1 for a token, 0 for padding. */
  mask: Float32Array;
  typeIds: Int32Array;
}

/**
 * The length that rows up to this length are padded to: a multiple of 8 to 32, of 16 to 64, of 32 beyond.
 *
 * Lengths up to 512 thus have 20 buckets; 37 goes to 48.
 *
 * @param longest what the model can take; no bucket is longer
 * @throws RangeError if the length is not a whole number from 1 to `longest`
 */
export function bucketLength(length: number, longest = Number.POSITIVE_INFINITY): number {
  if (!(Number.isSafeInteger(length) && length >= 1 && length <= longest)) {
    throw new RangeError(`bucketLength: length is ${length}, expected a whole number from 1 to ${longest}`);
  }
  const step = length <= 32 ? 8 : length <= 64 ? 16 : 32;
  return Math.min(Math.ceil(length / step) * step, longest);
}

/**
 * Rows padded at their end to one length.
 *
 * @throws RangeError if there is no row, or one is longer than `length`
 */
export function padBatch(encodings: readonly Encoding[], length: number, padId = 0): PaddedBatch {
  const rows = encodings.length;
  if (rows === 0) throw new RangeError("padBatch: encodings is empty, expected at least one row");
  const ids = new Int32Array(rows * length).fill(padId);
  const mask = new Float32Array(rows * length);
  const typeIds = new Int32Array(rows * length);
  encodings.forEach((encoding, row) => {
    if (encoding.ids.length > length) {
      throw new RangeError(
        `padBatch: row ${row} has ${encoding.ids.length} tokens, expected at most ${length}`,
      );
    }
    ids.set(encoding.ids, row * length);
    typeIds.set(encoding.typeIds, row * length);
    mask.fill(1, row * length, row * length + encoding.ids.length);
  });
  return { rows, length, ids, mask, typeIds };
}
