/**
 * @file Rows of token numbers as the tensors that a decoder takes.
 */
import { tf } from "../engine/tensorflow";
import type { DecoderBatch } from "./decoder";

/**
 * The tensors of some rows, filled up at their ends; the caller's to free.
 *
 * @param length places a row
 * @throws RangeError if there is no row, or one is empty or longer than `length`
 */
export function decoderBatch(
  rows: readonly (readonly number[])[],
  length: number,
  padId: number,
): DecoderBatch {
  return padRows("decoderBatch", rows, length, padId, () => 0);
}

/** As `decoderBatch`, but filled up before their beginnings, so that all rows end together. */
export function leftPaddedBatch(
  rows: readonly (readonly number[])[],
  length: number,
  padId: number,
): DecoderBatch {
  return padRows("leftPaddedBatch", rows, length, padId, (row) => length - row.length);
}

function padRows(
  place: string,
  rows: readonly (readonly number[])[],
  length: number,
  padId: number,
  begin: (row: readonly number[]) => number,
): DecoderBatch {
  if (rows.length === 0) throw new RangeError(`${place}: rows is empty, expected one or more`);
  const ids = new Int32Array(rows.length * length).fill(padId);
  const mask = new Float32Array(rows.length * length);
  rows.forEach((row, at) => {
    if (row.length < 1 || row.length > length) {
      throw new RangeError(`${place}: row ${at} has ${row.length} tokens, expected 1 to ${length}`);
    }
    const from = at * length + begin(row);
    ids.set(row, from);
    mask.fill(1, from, from + row.length);
  });
  return {
    ids: tf.tensor2d(ids, [rows.length, length], "int32"),
    mask: tf.tensor2d(mask, [rows.length, length]),
  };
}
