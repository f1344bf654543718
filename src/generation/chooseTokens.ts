/** @file From the scores of a whole vocabulary to one token for each row. */
import { takeAlong } from "../engine/ops/takeAlong";
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";
import { drawTokens } from "./drawTokens";
import { minP } from "./minP";
import { repetitionPenalty } from "./repetitionPenalty";
import { topK } from "./topK";
import { topP } from "./topP";

/** How tokens are chosen. What is left out is not done; without a temperature the likeliest token is taken. */
export type ChoiceNumbers = {
  /** Above 0. */
  temperature?: tf.Scalar;
  topP?: tf.Scalar;
  minP?: tf.Scalar;
  repetitionPenalty?: tf.Scalar;
};

/** One token for each row. */
export type Choice = {
  /** int32, shape [B]. */
  tokens: tf.Tensor1D;
  /** Of the tokens under the model itself, before penalty, temperature and cuts, in nats, shape [B]. */
  logProbs: tf.Tensor1D;
};

/** What differs from row to row. */
export type ChoiceRows = {
  /** In [0, 1), shape [B, 2]. */
  uniforms: tf.Tensor2D;
  /** int32, shape [B, n]: the tokens before; asked for with a repetition penalty. */
  seen?: tf.Tensor2D;
};

/**
 * Chooses in the order of transformers: repetition penalty, temperature, top-k, top-p, min-p, draw.
 *
 * @param logits shape [B, V]
 * @param k how many of the likeliest tokens remain; all where undefined
 */
export function chooseTokens(
  logits: tf.Tensor2D,
  numbers: ChoiceNumbers,
  k: number | undefined,
  { uniforms, seen }: ChoiceRows,
): Choice {
  return tf.tidy(() => {
    const penalty = numbers.repetitionPenalty;
    const scores = penalty && seen ? repetitionPenalty(logits, seen, penalty) : logits;
    const tokens = numbers.temperature
      ? draw(tf.div(scores, numbers.temperature) as tf.Tensor2D, numbers, k, uniforms)
      : likeliest(scores);
    return { tokens, logProbs: logProbOfChosen(logits, tokens) };
  });
}

/** Without the gradient that `logProbOf` computes along: half its time. */
function logProbOfChosen(logits: tf.Tensor2D, tokens: tf.Tensor1D): tf.Tensor1D {
  const chosen = tf.reshape(takeAlong(logits, tf.expandDims(tokens, 1)), [-1]);
  return tf.sub(chosen, tf.logSumExp(logits, 1)) as tf.Tensor1D;
}

/** Among equals the one of the lowest number. */
function likeliest(scores: tf.Tensor2D): tf.Tensor1D {
  return rawOp("ArgMax", [scores, tf.scalar(1, "int32")], {
    output_type: { type: "int32" },
  })[0] as tf.Tensor1D;
}

function draw(
  scores: tf.Tensor2D,
  numbers: ChoiceNumbers,
  k: number | undefined,
  uniforms: tf.Tensor2D,
): tf.Tensor1D {
  if (k === undefined || k >= scores.shape[1]) return drawTokens(cut(scores, numbers), uniforms);
  const { logits, tokens } = topK(scores, k);
  const chosen = tf.expandDims(drawTokens(cut(logits, numbers), uniforms), 1);
  return tf.reshape(takeAlong(tokens, chosen), [-1]);
}

function cut(scores: tf.Tensor2D, numbers: ChoiceNumbers): tf.Tensor2D {
  const nucleus = numbers.topP ? topP(scores, numbers.topP) : scores;
  return numbers.minP ? minP(nucleus, numbers.minP) : nucleus;
}
