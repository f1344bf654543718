/**
 * @file Texts in the form in which a classifier trains on them: token numbers, or the states of frozen layers.
 */
import type { EncoderBatch } from "../models/encoder";
import { encoderBatch } from "../models/encoderBatch";
import { type EncoderConfig, longestInput } from "../models/encoderConfig";
import { type HiddenBatch, hiddenBatch, type LowerStates } from "../models/lowerStates";
import type { RowBatch } from "../text/sortedBatches";
import type { Encoding } from "../text/tokenizer";

/** One batch of texts, without labels. */
export type ClassifierInput = EncoderBatch | HiddenBatch;

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

/** Texts as what frozen lower layers make of them, computed once by `lowerStates`: the layers above are trained. */
export function stateInputs(
  config: EncoderConfig,
  encodings: readonly Encoding[],
  states: LowerStates,
): ClassifierInputs {
  return {
    encodings,
    longest: longestInput(config),
    batch: ({ rows, length }) => hiddenBatch(states, rows, length),
  };
}
