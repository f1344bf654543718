/** @file The order of two computations in a graph that may do them at the same time. */
import { rawOp } from "../rawOp";
import { isRecording, isRecordingForXla } from "../tensorFlowEngine";
import type { tf } from "../tensorflow";

/**
 * The same values, not there before `earlier` is: what is computed from them comes after it.
 *
 * A graph computes whatever it can at once and keeps one of two equal computations. Where that would hold too much
 * in memory, this parts them. Op by op there is an order already. It has no gradient: use it within `tf.customGrad`.
 */
export function computedAfter<Tensor extends tf.Tensor>(x: Tensor, earlier: tf.Tensor): Tensor {
  if (!isRecording()) return x.clone() as Tensor;
  // Of several identities in one op TensorFlow removes none, as it does with a single one.
  const barrier = isRecordingForXla() ? "XlaOptimizationBarrier" : "IdentityN";
  return rawOp(barrier, [x, earlier], {}, 2)[0] as Tensor;
}
