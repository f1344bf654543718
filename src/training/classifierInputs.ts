/**
 * @file Texts in the form in which a classifier trains on them: token numbers, or the states of frozen layers.
 */

import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import { type EncoderBatch, embedInput, runLayers } from "../models/encoder";
import { encoderBatch } from "../models/encoderBatch";
import { type EncoderConfig, longestInput } from "../models/encoderConfig";
import { longestFirstBatches, type RowBatch } from "../text/sortedBatches";
import type { Encoding } from "../text/tokenizer";

/** Token numbers, or states [B, T, D] before the first layer that is trained with their mask [B, T]. */
export type ClassifierInput = EncoderBatch | { hidden: tf.Tensor3D; mask: tf.Tensor2D };

/** A list of texts ready to be put into batches. */
export interface ClassifierInputs {
  readonly encodings: readonly Encoding[];
  /** How many layers are behind the input already. */
  readonly frozenLayers: number;
  /** What the model can take, in tokens. */
  readonly longest: number;
  /** The tensors of some rows; the caller's to free. */
  batch(rows: RowBatch): ClassifierInput;
}

/** Texts as token numbers: every layer is trained. */
export function tokenInputs(config: EncoderConfig, encodings: readonly Encoding[]): ClassifierInputs {
  return {
    encodings,
    frozenLayers: 0,
    longest: longestInput(config),
    batch: ({ rows, length }) =>
      encoderBatch(
        rows.map((row) => encodings[row]),
        length,
        config.padId,
      ),
  };
}

export interface FrozenOptions {
  /** How many layers, from 1, are frozen; the embeddings are frozen too. */
  frozenLayers: number;
  batchSize?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Texts as the states that the frozen lower layers make of them, computed once and kept in memory.
 *
 * A token takes 4 D bytes: 1.5 kB for MiniLM, so 1,000 texts of 100 tokens take 150 MB.
 *
 * @param params the encoder's weights; not needed any more afterwards
 * @throws the signal's reason if it is aborted
 */
export async function frozenInputs(
  config: EncoderConfig,
  params: Params,
  encodings: readonly Encoding[],
  { frozenLayers, batchSize = 32, signal, onProgress }: FrozenOptions,
): Promise<ClassifierInputs> {
  const longest = longestInput(config);
  const below = graphFunction("frozenLayers", (weights: Params, batch: EncoderBatch) =>
    runLayers(config, weights, embedInput(config, weights, batch), batch.mask, 0, frozenLayers),
  );
  const used = lowerWeights(params, frozenLayers);
  const states: Float32Array[] = new Array(encodings.length);
  const batches = longestFirstBatches(encodings, batchSize, longest);
  try {
    for (const [i, { rows, weights, length }] of batches.entries()) {
      signal?.throwIfAborted();
      const batch = encoderBatch(
        rows.map((row) => encodings[row]),
        length,
        config.padId,
      );
      const hidden = below(used, batch);
      const numbers = (await hidden.data()) as Float32Array;
      tf.dispose([hidden]);
      disposeTree(batch);
      rows.forEach((row, at) => {
        if (weights[at] > 0)
          states[row] = statesOf(numbers, at, length, encodings[row].ids.length, config.hiddenSize);
      });
      onProgress?.(i + 1, batches.length);
      await new Promise(setImmediate);
    }
  } finally {
    below.dispose();
  }
  return {
    encodings,
    frozenLayers,
    longest,
    batch: (rows) => stateBatch(states, config.hiddenSize, rows),
  };
}

/** The embeddings and the layers below. */
function lowerWeights(params: Params, frozenLayers: number): Params {
  const prefixes = ["embeddings.", ...Array.from({ length: frozenLayers }, (_, i) => `encoder.layer.${i}.`)];
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix))),
  );
}

/** The states of one row of a batch, without its padding. */
function statesOf(
  numbers: Float32Array,
  row: number,
  length: number,
  tokens: number,
  width: number,
): Float32Array {
  const start = row * length * width;
  return numbers.slice(start, start + tokens * width);
}

function stateBatch(
  states: readonly Float32Array[],
  width: number,
  { rows, length }: RowBatch,
): ClassifierInput {
  const hidden = new Float32Array(rows.length * length * width);
  const mask = new Float32Array(rows.length * length);
  rows.forEach((row, at) => {
    hidden.set(states[row], at * length * width);
    mask.fill(1, at * length, at * length + states[row].length / width);
  });
  return {
    hidden: tf.tensor3d(hidden, [rows.length, length, width]),
    mask: tf.tensor2d(mask, [rows.length, length]),
  };
}
