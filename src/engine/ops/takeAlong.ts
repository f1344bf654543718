/** @file From each row of a table, the entries at that row's own places. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";

/**
 * What stands at the places of each row. It has no gradient.
 *
 * @param table shape [B, V, ...]
 * @param places int32, shape [B, n]
 * @returns shape [B, n, ...]
 * @throws RangeError if there is not one row of places for each row, TypeError if the places are not int32
 */
export function takeAlong(table: tf.Tensor, places: tf.Tensor): tf.Tensor {
  if (places.dtype !== "int32") throw new TypeError(`takeAlong: places are ${places.dtype}, expected int32`);
  if (places.rank !== 2 || table.rank < 2 || places.shape[0] !== table.shape[0]) {
    throw new RangeError(
      `takeAlong: places have shape [${places.shape}], expected [${table.shape[0]}, n] for a table of shape [${table.shape}]`,
    );
  }
  return rawOp("GatherV2", [table, places, tf.scalar(1, "int32")], { batch_dims: { int: 1 } })[0];
}
