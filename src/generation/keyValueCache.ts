/** @file Keys and values of the tokens that a decoder has read, so that each is computed once. */
import { overwriteRows } from "../engine/ops/overwriteRows";
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";
import { disposeTree } from "../engine/tensorTree";
import type { DecoderConfig } from "../models/decoderConfig";

/**
 * One tensor of shape [rows, KV, capacity, width] for each layer. Token t of a row's text stands at place t.
 *
 * A cache is written where it stands: a step costs no copy of it. What no text has reached yet is of no use.
 */
export type KeyValueCache = { keys: tf.Tensor4D[]; values: tf.Tensor4D[] };

/** Capacities are multiples of this, so that few graphs are recorded. */
const capacityStep = 64;

/** The capacity for texts of up to this many tokens. */
export function cacheCapacity(tokens: number): number {
  return Math.max(1, Math.ceil(tokens / capacityStep)) * capacityStep;
}

/** A cache without texts; the caller's to free. */
export function emptyCache(config: DecoderConfig, rows: number, capacity: number): KeyValueCache {
  const shape = [rows, config.keyValueHeads, capacity, config.headSize];
  const zeros = () =>
    // Each its own: they are written to. `tf.zeros` would fill an array on the host first.
    Array.from({ length: config.layers }, () =>
      tf.tidy(() => rawOp("Fill", [tf.tensor1d(shape, "int32"), tf.scalar(0)])[0] as tf.Tensor4D),
    );
  return { keys: zeros(), values: zeros() };
}

/**
 * A cache of some of the rows, in the order given, with another capacity. The old one is freed, layer by layer.
 *
 * @param rows numbers of the rows that stay; one may come twice
 */
export function resizeCache(cache: KeyValueCache, rows: readonly number[], capacity: number): KeyValueCache {
  const places = tf.tensor1d([...rows], "int32");
  const resized = (old: tf.Tensor4D) => {
    const next = tf.tidy(() => fitCapacity(gatherFirst(old, places), capacity));
    old.dispose();
    return next;
  };
  try {
    return { keys: cache.keys.map(resized), values: cache.values.map(resized) };
  } finally {
    places.dispose();
  }
}

/**
 * Writes the texts of `source` over rows of `cache`.
 *
 * @param source a cache of no larger capacity
 * @param from rows of `source`; one may come several times, as for several samples of one prompt
 * @param to rows of `cache`, as many
 */
export function copyIntoCache(
  cache: KeyValueCache,
  source: KeyValueCache,
  from: readonly number[],
  to: readonly number[],
): void {
  const [, heads, capacity] = cache.keys[0].shape;
  const length = source.keys[0].shape[2];
  const places = to.flatMap((row) =>
    Array.from({ length: heads * length }, (_, at) => {
      const head = Math.floor(at / length);
      return (row * heads + head) * capacity + (at % length);
    }),
  );
  tf.tidy(() => {
    const sourceRows = tf.tensor1d([...from], "int32");
    const targets = tf.tensor1d(places, "int32");
    const copy = (tensor: tf.Tensor4D, of: tf.Tensor4D) =>
      tf.tidy(() => void extendTable(tensor, targets, gatherFirst(of, sourceRows)));
    for (const part of ["keys", "values"] as const)
      cache[part].forEach((tensor, layer) => {
        copy(tensor, source[part][layer]);
      });
  });
}

/**
 * One layer's keys or values with new rows written in, where it stands.
 *
 * Attention has to read what this returns and not `table`: so it cannot run before the rows are there.
 *
 * @param places int32, shape [n]: row numbers in the flat table of all rows, heads and places
 * @param rows n rows of the table's width, of any shape
 * @returns the shape of `table`
 */
export function extendTable(table: tf.Tensor4D, places: tf.Tensor1D, rows: tf.Tensor): tf.Tensor4D {
  const width = table.shape[3];
  const flat = tf.reshape(table, [-1, width]);
  return tf.reshape(overwriteRows(flat, places, tf.reshape(rows, [-1, width])), table.shape);
}

/** Frees a cache. */
export function disposeCache(cache: KeyValueCache): void {
  disposeTree(cache);
}

function gatherFirst(tensor: tf.Tensor4D, places: tf.Tensor1D): tf.Tensor4D {
  return rawOp("GatherV2", [tensor, places, tf.scalar(0, "int32")])[0] as tf.Tensor4D;
}

function fitCapacity(tensor: tf.Tensor4D, capacity: number): tf.Tensor4D {
  const [rows, heads, old, width] = tensor.shape;
  if (capacity <= old) return tf.slice(tensor, [0, 0, 0, 0], [rows, heads, capacity, width]);
  return tf.pad(tensor, [
    [0, 0],
    [0, 0],
    [0, capacity - old],
    [0, 0],
  ]);
}
