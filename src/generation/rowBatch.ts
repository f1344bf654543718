/** @file The texts that are generated together, one in each row; a row whose text is done takes the next. */

import { gatherRows } from "../engine/ops/gatherRows";
import { overwriteRows } from "../engine/ops/overwriteRows";
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";
import { disposeTree } from "../engine/tensorTree";
import type { DecoderConfig } from "../models/decoderConfig";
import type { StepResult, StepRows } from "./decodeStep";
import { cacheCapacity, copyIntoCache, emptyCache, type KeyValueCache, resizeCache } from "./keyValueCache";
import type { PromptGroup, PromptReader } from "./promptReader";
import type { RunningSample } from "./runningSample";

/** Rows under way. */
export interface RowBatch {
  /** Undefined where the row is free. */
  rows: (RunningSample | undefined)[];
  cache: KeyValueCache;
  /** The states that tell the next tokens, shape [rows, D]. */
  hidden: tf.Tensor2D;
}

/** So many free rows. */
export function openBatch(config: DecoderConfig, rows: number): RowBatch {
  const shape = tf.tensor1d([rows, config.hiddenSize], "int32");
  const hidden = tf.tidy(() => rawOp("Fill", [shape, tf.scalar(0)])[0] as tf.Tensor2D);
  shape.dispose();
  return {
    rows: new Array<undefined>(rows).fill(undefined),
    cache: emptyCache(config, rows, cacheCapacity(1)),
    hidden,
  };
}

/** Frees rows of texts that are done, gives free rows to texts that wait, and makes the batch as large as it needs. */
export function refillBatch(batch: RowBatch, reader: PromptReader): void {
  batch.rows.forEach((sample, row) => {
    if (sample?.finish) batch.rows[row] = undefined;
  });
  while (batch.rows.includes(undefined)) {
    const group = reader.group();
    if (!group) break;
    admit(batch, group);
  }
  fit(batch, 0);
}

/** What the next step needs to know of the rows; the caller frees all but `hidden`. */
export function stepRows({ rows, hidden, cache }: RowBatch, withSeen: boolean, draws: boolean): StepRows {
  const lengths = rows.map((sample) => (sample ? tokensOf(sample) : 0));
  const uniforms = rows.flatMap((sample) => (sample && draws ? [draw(sample), draw(sample)] : [0, 0]));
  return {
    hidden,
    lengths: tf.tensor1d(lengths, "int32"),
    uniforms: tf.tensor2d(uniforms, [rows.length, 2]),
    ...(withSeen && { seen: seenTokens(rows, cache.keys[0].shape[2]) }),
  };
}

/** Puts the new states in the place of the old ones. */
export function takeStates(batch: RowBatch, { hidden }: StepResult): void {
  batch.hidden.dispose();
  batch.hidden = hidden;
}

/** Frees the tensors. */
export function closeBatch({ cache, hidden }: RowBatch): void {
  disposeTree([cache, hidden]);
}

/** Gives free rows to texts of a group of prompts. */
function admit(batch: RowBatch, group: PromptGroup): void {
  const free = batch.rows.flatMap((sample, row) => (sample ? [] : [row]));
  const admitted = group.waiting.splice(0, free.length);
  const from = admitted.map(({ row }) => row);
  const to = free.slice(0, admitted.length);
  to.forEach((row, at) => {
    batch.rows[row] = admitted[at].sample;
  });
  fit(batch, group.length);
  copyIntoCache(batch.cache, group.cache, from, to);
  tf.tidy(() => {
    const states = gatherRows(group.hidden, tf.tensor1d(from, "int32"));
    overwriteRows(batch.hidden, tf.tensor1d(to, "int32"), states);
  });
}

/**
 * Gives the cache room for one more token in each row, and at least `least` places. It shrinks where half would do, in
 * rows or in places: by halves, so that few graphs are recorded.
 */
function fit(batch: RowBatch, least: number): void {
  const count = batch.rows.length;
  const active = batch.rows.flatMap((sample, row) => (sample ? [row] : []));
  const needed = Math.max(least, ...active.map((row) => tokensOf(batch.rows[row]!) + 1));
  const wanted = cacheCapacity(needed);
  const held = batch.cache.keys[0].shape[2];
  const capacity = wanted > held || wanted <= held / 2 ? wanted : held;
  // While prompts are being put into rows the free ones are still to be filled.
  const fewer = least === 0 && active.length > 0 && active.length <= count / 2;
  if (capacity === held && !fewer) return;
  const free = batch.rows.flatMap((sample, row) => (sample ? [] : [row]));
  const order = fewer ? [...active, ...free].slice(0, Math.ceil(count / 2)) : batch.rows.map((_, row) => row);
  batch.cache = resizeCache(batch.cache, order, capacity);
  batch.rows = order.map((row) => batch.rows[row]);
  const { hidden } = batch;
  batch.hidden = tf.tidy(() => gatherRows(hidden, tf.tensor1d(order, "int32")) as tf.Tensor2D);
  hidden.dispose();
}

function tokensOf({ ids, tokens }: RunningSample): number {
  return ids.length + tokens.length;
}

/** In [0, 1) with the 24 bits that float32 holds. */
function draw({ random }: RunningSample): number {
  return Math.floor(random.uniform() * 2 ** 24) / 2 ** 24;
}

/** Each row's tokens, filled up with one of them. */
function seenTokens(rows: RowBatch["rows"], width: number): tf.Tensor2D {
  const seen = new Int32Array(rows.length * width);
  rows.forEach((sample, row) => {
    if (!sample) return;
    seen.fill(sample.ids[0], row * width, (row + 1) * width);
    seen.set(sample.ids, row * width);
    seen.set(sample.tokens, row * width + sample.ids.length);
  });
  return tf.tensor2d(seen, [rows.length, width], "int32");
}
