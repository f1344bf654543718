/** @file Sums of a list's numbers by the segment that each belongs to. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";

/**
 * For each segment the sum of its numbers, with a gradient that hands each number its segment's.
 *
 *     s_k = Σ_{i: segment_i = k} x_i
 *
 * Unlike the gradient of `tf.unsortedSegmentSum` this one does not read the segments back to the host.
 *
 * @param values shape [N]
 * @param segments int32, shape [N], from 0 below `count`
 * @param count number of segments
 * @returns shape [count]; 0 for a segment without numbers; [4, 2] for [1, 2, 3] in segments [0, 1, 0]
 * @throws RangeError if the shapes differ, TypeError if the segments are not int32
 */
export function segmentSum(values: tf.Tensor1D, segments: tf.Tensor1D, count: number): tf.Tensor1D {
  if (values.rank !== 1 || !tf.util.arraysEqual(values.shape, segments.shape)) {
    throw new RangeError(
      `segmentSum: values have shape [${values.shape}] and segments [${segments.shape}], expected one shape [N]`,
    );
  }
  if (segments.dtype !== "int32") {
    throw new TypeError(`segmentSum: segments are ${segments.dtype}, expected int32`);
  }
  return tf.customGrad((x) => ({
    value: rawOp("UnsortedSegmentSum", [x as tf.Tensor, segments, tf.scalar(count, "int32")])[0],
    gradFunc: (dy: tf.Tensor) => rawOp("GatherV2", [dy, segments, tf.scalar(0, "int32")])[0],
  }))(values) as tf.Tensor1D;
}
