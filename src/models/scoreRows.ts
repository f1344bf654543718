/**
 * @file A function of an encoder over any number of texts, in batches by length and as graphs.
 */
import { setImmediate } from "node:timers/promises";
import { graphFunction } from "../engine/graphFunction";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { disposeTree } from "../engine/tensorTree";
import { longestFirstBatches } from "../text/sortedBatches";
import type { Encoding } from "../text/tokenizer";
import type { Encoder, EncoderBatch } from "./encoder";
import { encoderBatch } from "./encoderBatch";
import { longestInput } from "./encoderConfig";

/** How a pass over many texts is done. */
export interface ScoreOptions {
  /** Texts at a time; 32 where none is given. */
  batchSize?: number;
  /** Ends the pass before its next batch, which throws the signal's reason. */
  signal?: AbortSignal;
  /** Called after each batch with the number of texts done. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * What a function of the encoder says of each text, in the texts' order.
 *
 * Whatever the batch, a text's numbers are the same up to rounding, as long as `score` keeps to the mask.
 *
 * @param name how errors begin
 * @param score from weights and a batch to a tensor of shape [B, ...], recorded once for each bucket length
 * @returns for each text its part of the tensor, flat
 */
export async function scoreRows(
  name: string,
  { config, params, tokenizer }: Encoder,
  encodings: readonly Encoding[],
  score: (params: Params, batch: EncoderBatch) => tf.Tensor,
  { batchSize = 32, signal, onProgress }: ScoreOptions = {},
): Promise<Float32Array[]> {
  const scored = new Array<Float32Array>(encodings.length);
  const run = graphFunction(name, score, { limit: 32 });
  let done = 0;
  try {
    for (const { rows, weights, length } of longestFirstBatches(encodings, batchSize, longestInput(config))) {
      signal?.throwIfAborted();
      const real = rows.filter((_, at) => weights[at] > 0);
      const parts = scoreBatch(
        run,
        params,
        encoderBatch(
          rows.map((row) => encodings[row]),
          length,
          tokenizer.padId,
        ),
      );
      real.forEach((row, at) => {
        scored[row] = parts[at];
      });
      done += real.length;
      onProgress?.(done, encodings.length);
      // An interrupt and other work get their turn between batches.
      await setImmediate();
    }
    return scored;
  } finally {
    run.dispose();
  }
}

/** The parts of the rows; frees the batch and the result. */
function scoreBatch(
  run: (params: Params, batch: EncoderBatch) => tf.Tensor,
  params: Params,
  batch: EncoderBatch,
): Float32Array[] {
  const rows = batch.ids.shape[0];
  try {
    const result = run(params, batch);
    const values = result.dataSync<"float32">();
    result.dispose();
    const width = values.length / rows;
    // Copies, so that one kept row does not keep its whole batch.
    return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
  } finally {
    disposeTree(batch);
  }
}
