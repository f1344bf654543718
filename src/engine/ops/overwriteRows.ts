/** @file Writes rows into a table where it stands, without a copy of the table: for caches. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";

/**
 * The table with some rows replaced. The table itself changes: its owner must have made it for that.
 *
 * Every tensor that shares the table's numbers (`reshape`, `clone`) sees the new rows. XLA cannot compile it, and it
 * has no gradient.
 *
 * @param table shape [rows, width]
 * @param places int32, shape [n]; where a place comes twice, the later row counts
 * @param rows shape [n, width]
 * @returns the same numbers as `table`, shape [rows, width]
 * @throws RangeError if the shapes do not fit, TypeError if the places are not int32
 */
export function overwriteRows(table: tf.Tensor, places: tf.Tensor, rows: tf.Tensor): tf.Tensor2D {
  if (places.dtype !== "int32") {
    throw new TypeError(`overwriteRows: places are ${places.dtype}, expected int32`);
  }
  const expected = [places.size, table.shape[1] ?? 0];
  if (table.rank !== 2 || places.rank !== 1 || !tf.util.arraysEqual(rows.shape, expected)) {
    throw new RangeError(
      `overwriteRows: table, places and rows have shapes [${table.shape}], [${places.shape}] and [${rows.shape}], expected [rows, width], [n] and [n, width]`,
    );
  }
  return rawOp("InplaceUpdate", [table, places, rows])[0] as tf.Tensor2D;
}
