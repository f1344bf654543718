/** @file The log-probability of each row's label under a language model's head, a part of the rows at a time. */
import { rawOp } from "../rawOp";
import { tf } from "../tensorflow";
import { computedAfter } from "./computedAfter";
import { logitsOf } from "./logitsOf";
import { logProbOf } from "./logProbOf";

/** How many logits are held at once: 128 MB of float32, 128 rows of Gemma's 262,144 tokens. */
const mostLogits = 1 << 25;

/**
 * The log-probability of each row's label, where the logits of all rows together would not fit.
 *
 *     log softmax(h Eᵀ)_y
 *
 * The rows go through the head in parts, one after another, and of each part only the log-probabilities and their
 * slope in h are kept. It equals `logProbOf(logitsOf(hidden, embedding), labels)`, which it is where one part holds
 * all rows. The gradient in the embedding costs one more product with it; where nobody asks for it, nothing.
 *
 * @param hidden h, shape [rows, width]
 * @param embedding E, shape [vocabulary, width]
 * @param labels y, int32, shape [rows]
 * @param partRows rows at a time; as many as 128 MB of logits hold where none is given
 * @returns log-probabilities in nats, shape [rows]
 * @throws RangeError if the shapes do not fit, TypeError if the labels are not int32
 */
export function labelLogProbs(
  hidden: tf.Tensor2D,
  embedding: tf.Tensor2D,
  labels: tf.Tensor1D,
  partRows = Math.max(16, Math.floor(mostLogits / embedding.shape[0])),
): tf.Tensor1D {
  if (labels.dtype !== "int32")
    throw new TypeError(`labelLogProbs: labels are ${labels.dtype}, expected int32`);
  if (labels.rank !== 1 || labels.shape[0] !== hidden.shape[0]) {
    throw new RangeError(
      `labelLogProbs: labels have shape [${labels.shape}], expected [${hidden.shape[0]}] like the rows of hidden`,
    );
  }
  const rows = hidden.shape[0];
  if (rows <= partRows) return logProbOf(logitsOf(hidden, embedding), labels) as tf.Tensor1D;
  return tf.customGrad((...args) => {
    const [h, e, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const { logProbs, slopes } = forward(h, e, labels, partRows);
    save([h, e, slopes]);
    return {
      value: logProbs,
      gradFunc: (dy: tf.Tensor, [h, e, slopes]: tf.Tensor[]) => [
        tf.mul(slopes, tf.expandDims(dy, 1)),
        slopeInEmbedding(dy, h as tf.Tensor2D, e as tf.Tensor2D, labels, partRows),
      ],
    };
  })(hidden, embedding) as tf.Tensor1D;
}

/** Log-probabilities, and the slope of each in its own row of h: (one-hot(y) - p) E. */
function forward(h: tf.Tensor2D, e: tf.Tensor2D, labels: tf.Tensor1D, partRows: number) {
  const logProbs: tf.Tensor[] = [];
  const slopes: tf.Tensor[] = [];
  for (const [from, rows] of partsOf(h.shape[0], partRows)) {
    let part = tf.slice(h, [from, 0], [rows, -1]);
    // Or all parts' logits would be computed before the first of them is used up.
    if (slopes.length) part = computedAfter(part, tf.add(slopes.at(-1)!, logProbs.at(-1)!.expandDims(1)));
    const { losses, slope } = crossEntropies(part, e, tf.slice(labels, [from], [rows]));
    logProbs.push(losses.neg());
    slopes.push(tf.matMul(slope, e).neg());
  }
  return { logProbs: tf.concat(logProbs), slopes: tf.concat(slopes) };
}

/** dE = Σ (dy (one-hot(y) - p))ᵀ h over the parts, whose logits are computed once more. */
function slopeInEmbedding(
  dy: tf.Tensor,
  h: tf.Tensor2D,
  e: tf.Tensor2D,
  labels: tf.Tensor1D,
  partRows: number,
) {
  let sum: tf.Tensor | undefined;
  for (const [from, rows] of partsOf(h.shape[0], partRows)) {
    const part = computedAfter(tf.slice(h, [from, 0], [rows, -1]), sum ?? dy);
    const { slope } = crossEntropies(part, e, tf.slice(labels, [from], [rows]));
    const weighted = tf.mul(part, tf.slice(dy, [from], [rows]).neg().expandDims(1));
    const summand = tf.matMul(slope, weighted, true);
    sum = sum ? tf.add(sum, summand) : summand;
  }
  return sum!;
}

function crossEntropies(h: tf.Tensor2D, e: tf.Tensor2D, labels: tf.Tensor1D) {
  const logits = tf.matMul(h, e, false, true);
  const [losses, slope] = rawOp("SparseSoftmaxCrossEntropyWithLogits", [logits, labels], {}, 2);
  return { losses, slope: slope as tf.Tensor2D };
}

/** First row and number of rows of each part. */
function partsOf(rows: number, partRows: number): [number, number][] {
  return Array.from({ length: Math.ceil(rows / partRows) }, (_, part) => [
    part * partRows,
    Math.min(partRows, rows - part * partRows),
  ]);
}
