/**
 * @file Which rows go into a batch together: rows of similar length, so that little of a batch is padding.
 */
import type { Random } from "../random/stream";
import { bucketLength } from "./padding";
import type { Encoding } from "./tokenizer";

/** The rows of one batch, by their place in the list of encodings. */
export interface RowBatch {
  /** Always `batchSize` of them; where too few are left, the last rows are fillers of weight 0. */
  rows: number[];
  /** 1 for a row, 0 for a filler. */
  weights: number[];
  /** The bucket that the longest row falls into. */
  length: number;
}

/**
 * One epoch of batches: rows of neighbouring length buckets together, everything else by chance.
 *
 * Rows are shuffled within their bucket before the cut, and the batches are shuffled after it. Where the number of
 * rows is no multiple of `batchSize`, one batch, drawn by chance so that no length is favoured, has fillers: copies
 * of one of its rows, of weight 0. All batches thus have the same number of rows and a graph is recorded once for
 * each bucket. The mean over a batch's rows is Σ weight · loss / Σ weight.
 *
 * @param longest what the model can take; see `bucketLength`
 * @throws RangeError if `batchSize` is not a whole number above 0
 */
export function sortedBatches(
  encodings: readonly Encoding[],
  batchSize: number,
  random: Random,
  longest?: number,
): RowBatch[] {
  expectBatchSize("sortedBatches", batchSize);
  const buckets = encodings.map((encoding) => bucketLength(encoding.ids.length, longest));
  const order = random.shuffle(buckets.map((_, row) => row)).sort((a, b) => buckets[a] - buckets[b]);
  const batches = Math.ceil(order.length / batchSize);
  const incomplete = batches > 0 ? random.integer(batches) : 0;
  const missing = batches * batchSize - order.length;
  const cuts = Array.from({ length: batches }, (_, batch) => {
    const shift = batch > incomplete ? missing : 0;
    const size = batch === incomplete ? batchSize - missing : batchSize;
    return order.slice(batch * batchSize - shift, batch * batchSize - shift + size);
  });
  return random.shuffle(cuts).map((rows) => filledBatch(rows, batchSize, buckets));
}

/**
 * All rows once in batches by length, the longest first, without chance: for scoring and embedding.
 *
 * The last batch, of the shortest rows, has the fillers. See `sortedBatches` for what a filler is.
 *
 * @throws RangeError if `batchSize` is not a whole number above 0
 */
export function longestFirstBatches(
  encodings: readonly Encoding[],
  batchSize: number,
  longest?: number,
): RowBatch[] {
  expectBatchSize("longestFirstBatches", batchSize);
  const buckets = encodings.map((encoding) => bucketLength(encoding.ids.length, longest));
  const order = buckets
    .map((_, row) => row)
    .sort((a, b) => encodings[b].ids.length - encodings[a].ids.length);
  const batches = Math.ceil(order.length / batchSize);
  return Array.from({ length: batches }, (_, batch) =>
    filledBatch(order.slice(batch * batchSize, (batch + 1) * batchSize), batchSize, buckets),
  );
}

function filledBatch(rows: number[], batchSize: number, buckets: number[]): RowBatch {
  const length = Math.max(...rows.map((row) => buckets[row]));
  // The first row is among the shortest of the batch; a filler costs what any row of this length costs.
  const fillers = new Array<number>(batchSize - rows.length).fill(rows[0]);
  return { rows: [...rows, ...fillers], weights: [...rows.map(() => 1), ...fillers.map(() => 0)], length };
}

function expectBatchSize(name: string, batchSize: number): void {
  if (!(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    throw new RangeError(`${name}: batchSize is ${batchSize}, expected a whole number above 0`);
  }
}
