/**
 * @file Texts in the form in which a classifier trains on them: token numbers, or the states of frozen layers.
 */
import { tf } from "../engine/tensorflow";
import { type Encoder, type EncoderBatch, embedInput, runLayers } from "../models/encoder";
import { encoderBatch } from "../models/encoderBatch";
import { type EncoderConfig, longestInput } from "../models/encoderConfig";
import { type ScoreOptions, scoreRows } from "../models/scoreRows";
import type { RowBatch } from "../text/sortedBatches";
import type { Encoding } from "../text/tokenizer";

/** One batch of texts, without labels: token numbers, or states [B, T, D] with their mask [B, T]. */
export type ClassifierInput = EncoderBatch | { hidden: tf.Tensor3D; mask: tf.Tensor2D };

/** A list of texts ready to be put into batches. */
export interface ClassifierInputs {
  readonly encodings: readonly Encoding[];
  /** What the model can take, in tokens. */
  readonly longest: number;
  /** The tensors of some rows; the caller's to free. */
  batch(rows: RowBatch): ClassifierInput;
}

/** Texts as token numbers: every layer is trained. */
export function tokenInputs(config: EncoderConfig, encodings: readonly Encoding[]): ClassifierInputs {
  return {
    encodings,
    longest: longestInput(config),
    batch: ({ rows, length }) =>
      encoderBatch(
        rows.map((row) => encodings[row]),
        length,
        config.padId,
      ),
  };
}

/**
 * Texts as what frozen lower layers make of them, computed once and kept in memory: the layers above are trained.
 *
 * A token takes 4 D bytes: 1.5 kB for MiniLM, so 1,000 texts of 100 tokens take 150 MB.
 *
 * Differs: from freezing in Hugging Face's Trainer, where dropout stays on in the frozen layers.
 *
 * @param frozenLayers how many layers are frozen, the embeddings with them
 * @throws the signal's reason if it is aborted
 */
export async function frozenInputs(
  encoder: Encoder,
  encodings: readonly Encoding[],
  frozenLayers: number,
  options: ScoreOptions = {},
): Promise<ClassifierInputs> {
  const { config } = encoder;
  const below = (params: Encoder["params"], batch: EncoderBatch) =>
    runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, frozenLayers);
  const padded = await scoreRows("frozenInputs", encoder, encodings, below, options);
  const states = padded.map((row, at) => row.slice(0, encodings[at].ids.length * config.hiddenSize));
  return {
    encodings,
    longest: longestInput(config),
    batch: (rows) => stateBatch(states, config.hiddenSize, rows),
  };
}

/** The states of some texts, padded with zeros to one length. */
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
