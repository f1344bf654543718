/** @file The log-probability of one label among many, from logits. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";

/**
 * The log-probability that logits give to each label, without a one-hot table.
 *
 *     log softmax(z)_y = z_y - log Σ_v exp z_v
 *
 * A label outside of [0, V) is an error of TensorFlow on a CPU, and NaN compiled by XLA or on a GPU.
 *
 * @param logits shape [..., V]
 * @param labels int32, shape [...]
 * @returns log-probabilities in nats, shape [...]; -log V where all logits of a row are equal
 * @throws RangeError if the shapes differ, TypeError if the labels are not int32
 */
export function logProbOf(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  const shape = logits.shape.slice(0, -1);
  if (logits.rank < 1 || !tf.util.arraysEqual(labels.shape, shape)) {
    throw new RangeError(`logProbOf: labels have shape [${labels.shape}], expected [${shape}] like logits`);
  }
  if (labels.dtype !== "int32") throw new TypeError(`logProbOf: labels are ${labels.dtype}, expected int32`);
  const classes = logits.shape[logits.rank - 1];
  const flatLabels = labels.reshape([-1]);
  const flat = tf.customGrad((z, save) => {
    const inputs = [z as tf.Tensor, flatLabels];
    const [loss, slope] = rawOp("SparseSoftmaxCrossEntropyWithLogits", inputs, {}, 2);
    (save as tf.GradSaveFunc)([slope]);
    return {
      value: loss.neg(),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0], dy.neg().expandDims(1)),
    };
  })(logits.reshape([-1, classes]));
  return flat.reshape(shape);
}
