/**
 * @file Preference pairs as the tensors that a preference loss sees.
 */
import { tf } from "../engine/tensorflow";
import type { PairLogProbs } from "../losses/preferencePair";
import { type Completion, type CompletionBatch, completionBatch } from "../models/completionBatch";
import { meanLogProbs, sumLogProbs } from "../models/completionLogProbs";

/** Two answers to one prompt, what the reference model says of them, and how much the pair counts. */
export interface TunedPair {
  readonly chosen: Completion;
  readonly rejected: Completion;
  /** log π_ref(chosen | prompt) and log π_ref(rejected | prompt) in nats, summed over tokens. */
  readonly reference: { readonly chosen: number; readonly rejected: number };
  /** Eq. 5 of the U-DPO paper, or any other column; 1 for plain DPO. */
  readonly weight: number;
}

/** P pairs: the chosen texts stand in rows 0 to P - 1, the rejected ones below them in the same order. */
export type PairBatch = {
  completions: CompletionBatch;
  reference: PairLogProbs;
  /** Shape [P]. */
  weights: tf.Tensor1D;
};

/**
 * The tensors of some pairs; the caller's to free.
 *
 * @param length places a row, see `completionBatch`
 * @throws RangeError if a prompt or completion is empty, or a row is longer than `length`
 */
export function pairBatch(pairs: readonly TunedPair[], length: number, padId: number): PairBatch {
  const rows = [...pairs.map(({ chosen }) => chosen), ...pairs.map(({ rejected }) => rejected)];
  return {
    completions: completionBatch(rows, length, padId),
    reference: {
      chosen: tf.tensor1d(pairs.map(({ reference }) => reference.chosen)),
      rejected: tf.tensor1d(pairs.map(({ reference }) => reference.rejected)),
    },
    weights: tf.tensor1d(pairs.map(({ weight }) => weight)),
  };
}

/**
 * Log-probabilities of whole texts, from those of their tokens.
 *
 * @param tokens what a policy's `logProbs` gives for `batch.completions`
 * @returns in nats, shape [P] each
 */
export function sumByPair(batch: PairBatch, tokens: tf.Tensor1D): PairLogProbs {
  return halves(sumLogProbs(batch.completions, tokens));
}

/**
 * Log-probabilities by token, from those of the tokens.
 *
 * @param tokens what a policy's `logProbs` gives for `batch.completions`
 * @returns in nats a token, shape [P] each
 */
export function meanByPair(batch: PairBatch, tokens: tf.Tensor1D): PairLogProbs {
  return halves(meanLogProbs(batch.completions, tokens));
}

function halves(rows: tf.Tensor1D): PairLogProbs {
  const [chosen, rejected] = tf.split(rows, 2);
  return { chosen, rejected };
}
