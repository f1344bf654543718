/**
 * @file States of frozen lower layers, computed once and kept, so that each step runs the upper layers only.
 */
import { tf } from "../engine/tensorflow";
import type { Encoding } from "../text/tokenizer";
import { type Encoder, embedInput, runLayers } from "./encoder";
import { type ScoreOptions, scoreRows } from "./scoreRows";

/** The states of many texts before one layer, on the host: 4 bytes for each token and feature. */
export interface LowerStates {
  /** The first layer that is still to be run. */
  layer: number;
  /** For each text its tokens' states one after another. */
  states: Float32Array[];
  /** Features of a state. */
  width: number;
}

/** States of a batch as tensors: what `classifyFrom` and `runLayers` take. */
export type HiddenBatch = {
  /** Shape [B, T, D]; 0 at padded places. */
  hidden: tf.Tensor3D;
  /** Shape [B, T]. */
  mask: tf.Tensor2D;
};

/**
 * The states of all texts before a layer, without dropout.
 *
 * Differs: from freezing in transformers' training, where dropout stays on in frozen layers.
 *
 * @param layer how many layers are frozen: those from 0 to `layer` - 1
 */
export async function lowerStates(
  encoder: Encoder,
  encodings: readonly Encoding[],
  layer: number,
  options: ScoreOptions = {},
): Promise<LowerStates> {
  const { config } = encoder;
  const padded = await scoreRows(
    "lowerStates",
    encoder,
    encodings,
    (params, batch) => runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, layer),
    options,
  );
  const states = padded.map((row, at) => row.slice(0, encodings[at].ids.length * config.hiddenSize));
  return { layer, states, width: config.hiddenSize };
}

/**
 * Some texts' states, padded to one length; the caller's to free.
 *
 * @param rows places in the list of texts, as in `RowBatch`
 * @throws RangeError if a text is longer than `length` or not in the list
 */
export function hiddenBatch(
  { states, width }: LowerStates,
  rows: readonly number[],
  length: number,
): HiddenBatch {
  const hidden = new Float32Array(rows.length * length * width);
  const mask = new Float32Array(rows.length * length);
  rows.forEach((row, at) => {
    if (!(row in states)) {
      throw new RangeError(`hiddenBatch: row is ${row}, expected one of ${states.length} texts, from 0`);
    }
    const tokens = states[row].length / width;
    if (tokens > length) {
      throw new RangeError(`hiddenBatch: row ${row} has ${tokens} tokens, expected at most ${length}`);
    }
    hidden.set(states[row], at * length * width);
    mask.fill(1, at * length, at * length + tokens);
  });
  return {
    hidden: tf.tensor3d(hidden, [rows.length, length, width]),
    mask: tf.tensor2d(mask, [rows.length, length]),
  };
}
