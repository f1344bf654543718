/**
 * @file Which rows a step trains on: epochs of batches of similar length, found from the step's number alone.
 */
import type { Random } from "../random/stream";
import { type RowBatch, sortedBatches } from "../text/sortedBatches";
import type { Encoding } from "../text/tokenizer";

/** The batches of a run, by the number of their step. */
export interface Epochs {
  stepsPerEpoch: number;
  /** The rows of a step, counted from 0 through all epochs. */
  rowsAt(step: number): RowBatch;
}

/**
 * Every row once an epoch, in an order that differs from epoch to epoch.
 *
 * The order of an epoch follows from the stream and the epoch's number, so a run may begin at any step,
 * and two methods with the same stream see the same batches.
 *
 * @param longest what the model can take
 * @throws RangeError if there is no row, or batchSize is not a whole number above 0
 */
export function epochs(
  encodings: readonly Encoding[],
  batchSize: number,
  random: Random,
  longest?: number,
): Epochs {
  if (encodings.length === 0) throw new RangeError("epochs: encodings is empty, expected at least one row");
  const batchesOf = (epoch: number) =>
    sortedBatches(encodings, batchSize, random.child(`epoch ${epoch}`), longest);
  let current = { epoch: 0, batches: batchesOf(0) };
  const stepsPerEpoch = current.batches.length;
  return {
    stepsPerEpoch,
    rowsAt(step) {
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch !== current.epoch) current = { epoch, batches: batchesOf(epoch) };
      return current.batches[step % stepsPerEpoch];
    },
  };
}
