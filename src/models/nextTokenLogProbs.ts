/**
 * @file How likely a decoder holds some tokens as the next one after each of many prompts.
 */
import { setImmediate } from "node:timers/promises";
import { graphFunction } from "../engine/graphFunction";
import { gatherRows } from "../engine/ops/gatherRows";
import { logitsOf } from "../engine/ops/logitsOf";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import { longestFirstBatches } from "../text/sortedBatches";
import { type Decoder, type DecoderBatch, decoderStates } from "./decoder";
import { decoderBatch } from "./decoderBatch";
import { type DecoderConfig, longestContext } from "./decoderConfig";
import type { ScoreOptions } from "./scoreRows";

/**
 * The log-probability of each of `tokens` as the next token after each prompt, in nats, in the prompts' order.
 *
 *     log p(v | x)   for each prompt x and each v asked for
 *
 * Each prompt is read once, however many tokens are asked for. Whatever else is in the batch, a prompt's numbers are
 * the same up to rounding.
 *
 * @param prompts token numbers with the special tokens in place
 * @param tokens numbers of the vocabulary
 * @returns for each prompt one number for each token
 * @throws RangeError if a prompt is empty or longer than the decoder can take, or a token is none of the vocabulary
 * @throws the signal's reason if it is aborted
 */
export async function nextTokenLogProbs(
  { config, params }: Pick<Decoder, "config" | "params">,
  prompts: readonly (readonly number[])[],
  tokens: readonly number[],
  { batchSize = 8, signal, onProgress }: ScoreOptions = {},
): Promise<Float32Array[]> {
  expectVocabulary(tokens, config);
  const scored = new Array<Float32Array>(prompts.length);
  const inputs = prompts.map((ids) => ({ ids: [...ids], typeIds: [] }));
  const size = Math.min(batchSize, Math.max(1, prompts.length));
  const asked = tf.tensor1d([...tokens], "int32");
  const run = graphFunction("nextTokenLogProbs", (weights: Params, batch: DecoderBatch, of: tf.Tensor1D) =>
    logProbsAfter(config, weights, batch, of),
  );
  let done = 0;
  try {
    for (const { rows, weights, length } of longestFirstBatches(inputs, size, longestContext(config))) {
      signal?.throwIfAborted();
      const batch = decoderBatch(
        rows.map((row) => prompts[row]),
        length,
        config.padId,
      );
      const values = valuesOf(() => run(params, batch, asked), batch);
      const real = rows.filter((_, at) => weights[at] > 0);
      real.forEach((row, at) => {
        scored[row] = values.slice(at * tokens.length, (at + 1) * tokens.length);
      });
      done += real.length;
      onProgress?.(done, prompts.length);
      // An interrupt and other work get their turn between batches.
      await setImmediate();
    }
    return scored;
  } finally {
    run.dispose();
    asked.dispose();
  }
}

/** Shape [B, n]. */
function logProbsAfter(
  config: DecoderConfig,
  params: Params,
  batch: DecoderBatch,
  asked: tf.Tensor1D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const [rows, length] = batch.ids.shape;
    const states = tf.reshape(decoderStates(config, params, batch), [rows * length, config.hiddenSize]);
    const counts = tf.cast(tf.sum(batch.mask, 1), "int32");
    const ends = tf.add(tf.range(-1, rows * length - 1, length, "int32"), counts) as tf.Tensor1D;
    const head = params[config.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight"] as tf.Tensor2D;
    const last = gatherRows(states, ends) as tf.Tensor2D;
    const all = logitsOf(last, head);
    const some = logitsOf(last, gatherRows(head, asked) as tf.Tensor2D);
    return tf.sub(some, tf.logSumExp(all, 1, true)) as tf.Tensor2D;
  });
}

/** The numbers of one batch, which it frees. */
function valuesOf(run: () => tf.Tensor, batch: DecoderBatch): Float32Array {
  try {
    const result = run();
    const values = result.dataSync<"float32">();
    result.dispose();
    return values;
  } finally {
    disposeTree(batch);
  }
}

function expectVocabulary(tokens: readonly number[], { vocabularySize }: DecoderConfig): void {
  const wrong = tokens.find((token) => !(Number.isInteger(token) && token >= 0 && token < vocabularySize));
  if (tokens.length > 0 && wrong === undefined) return;
  throw new RangeError(
    `nextTokenLogProbs: tokens are ${tokens.join(", ") || "none"}, expected one or more from 0 to ${vocabularySize - 1}`,
  );
}
