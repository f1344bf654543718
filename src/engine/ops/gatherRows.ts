/** @file Rows of a table by their numbers: embeddings. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";

/**
 * The row of a table for each id, with a gradient that adds up where a row is taken more than once.
 *
 * Unlike `tf.gather` it does not read the ids back to the host. An id outside of the table is an error of TensorFlow
 * on a CPU; compiled by XLA the nearest row is taken, on a GPU a row of zeros.
 *
 * @param table shape [rows, width]
 * @param ids int32, any shape [...]
 * @returns shape [..., width]
 * @throws RangeError if the table is not of rank 2, TypeError if the ids are not int32
 */
export function gatherRows(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  if (table.rank !== 2) {
    throw new RangeError(`gatherRows: table has shape [${table.shape}], expected [rows, width]`);
  }
  if (ids.dtype !== "int32") throw new TypeError(`gatherRows: ids are ${ids.dtype}, expected int32`);
  const rows = table.shape[0];
  return tf.customGrad((from) => ({
    value: rawOp("GatherV2", [from as tf.Tensor, ids, tf.scalar(0, "int32")])[0],
    gradFunc: (dy: tf.Tensor) => rawOp("UnsortedSegmentSum", [dy, ids, tf.scalar(rows, "int32")])[0],
  }))(table);
}
