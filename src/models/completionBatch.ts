/**
 * @file Prompts with their completions as the tensors that a decoder scores.
 */
import { tf } from "../engine/tensorflow";
import type { DecoderBatch } from "./decoder";
import { decoderBatch } from "./decoderBatch";

/** A prompt and what follows it, tokenised apart from each other; an end of text is the caller's to add. */
export interface Completion {
  prompt: readonly number[];
  completion: readonly number[];
}

/**
 * Rows for a decoder, and the completions' tokens of all rows one after another.
 *
 * Where the tokens of the batch do not fill N, the last entries of the lists are fillers.
 */
export type CompletionBatch = DecoderBatch & {
  /** For each token the place of the state that foretells it, row · T + column; int32, shape [N]. */
  places: tf.Tensor1D;
  /** The tokens; int32, shape [N]. */
  labels: tf.Tensor1D;
  /** Each token's row; int32, shape [N]. */
  rows: tf.Tensor1D;
  /** 1 for a token, 0 for a filler; shape [N]. */
  present: tf.Tensor1D;
};

/** The tokens that go into the decoder: all but the last, after which nothing is foretold. */
export function inputTokens({ prompt, completion }: Completion): number[] {
  return [...prompt, ...completion.slice(0, -1)];
}

/**
 * The tensors of some completions, padded at their ends; the caller's to free.
 *
 * @param length places a row, at least as many as `inputTokens` has; see `bucketLength`
 * @param weights 0 for rows of which no token is listed, as for fillers of `RowBatch`; all 1 where absent
 * @throws RangeError if a prompt or completion is empty, or a row is longer than `length`
 */
export function completionBatch(
  completions: readonly Completion[],
  length: number,
  padId: number,
  weights: readonly number[] = completions.map(() => 1),
): CompletionBatch {
  for (const [row, one] of completions.entries()) expectTokens(one, row);
  const tokens = completions.flatMap(({ prompt, completion }, row) =>
    weights[row] === 0
      ? []
      : completion.map((label, at) => ({ row, label, place: row * length + prompt.length - 1 + at })),
  );
  const count = roundedCount(tokens.length, completions.length * length);
  const list = (of: (token: (typeof tokens)[number]) => number) => {
    const values = new Int32Array(count);
    tokens.forEach((token, at) => {
      values[at] = of(token);
    });
    return tf.tensor1d(values, "int32");
  };
  return {
    ...decoderBatch(completions.map(inputTokens), length, padId),
    places: list(({ place }) => place),
    labels: list(({ label }) => label),
    rows: list(({ row }) => row),
    present: tf.tensor1d(Float32Array.from({ length: count }, (_, at) => (at < tokens.length ? 1 : 0))),
  };
}

/** Up to the next eighth of all places: few different shapes, hence few graphs. */
function roundedCount(tokens: number, places: number): number {
  const step = Math.ceil(places / 8);
  return Math.max(1, Math.ceil(tokens / step)) * step;
}

function expectTokens({ prompt, completion }: Completion, row: number): void {
  for (const [name, ids] of Object.entries({ prompt, completion })) {
    if (ids.length > 0) continue;
    throw new RangeError(`completionBatch: ${name} ${row} is empty, expected at least one token`);
  }
}
