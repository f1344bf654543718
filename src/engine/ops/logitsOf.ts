/** @file The scores of a whole vocabulary: a product that is much wider than its inputs. */
import { rawOp } from "../rawOp";
import { isRecordingForXla } from "../tensorFlowEngine";
import { tf } from "../tensorflow";

/**
 * How well each hidden state fits each row of an embedding: a language model's head.
 *
 *     z = h Eᵀ
 *
 * It equals `tf.matMul(hidden, embedding, false, true)`, with a gradient in the embedding that XLA computes in two
 * thirds of the time on a CPU.
 *
 * @param hidden h, shape [rows, width]
 * @param embedding E, shape [vocabulary, width]
 * @returns z, shape [rows, vocabulary]
 * @throws RangeError if the shapes do not fit
 */
export function logitsOf(hidden: tf.Tensor2D, embedding: tf.Tensor2D): tf.Tensor2D {
  if (hidden.rank !== 2 || embedding.rank !== 2 || hidden.shape[1] !== embedding.shape[1]) {
    throw new RangeError(
      `logitsOf: embedding has shape [${embedding.shape}], expected [vocabulary, width] for hidden of shape [${hidden.shape}]`,
    );
  }
  return tf.customGrad((...args) => {
    const [h, e, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    save([h, e]);
    return {
      value: tf.matMul(h, e, false, true),
      gradFunc: (dz: tf.Tensor, [h, e]: tf.Tensor[]) => [tf.matMul(dz, e), slopeInEmbedding(dz, h)],
    };
  })(hidden, embedding) as tf.Tensor2D;
}

/** dE = dzᵀ h. XLA is slow to transpose the wide dz, so it gets (hᵀ dz)ᵀ, and a barrier that keeps it from undoing that. */
function slopeInEmbedding(dz: tf.Tensor, h: tf.Tensor): tf.Tensor {
  if (!isRecordingForXla()) return tf.matMul(dz, h, true);
  const [transposed] = rawOp("XlaOptimizationBarrier", [tf.matMul(h, dz, true)]);
  return transposed.transpose();
}
