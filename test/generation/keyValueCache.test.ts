import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import {
  cacheCapacity,
  copyIntoCache,
  disposeCache,
  emptyCache,
  extendTable,
  type KeyValueCache,
  resizeCache,
} from "../../src/generation/keyValueCache";
import { llamaConfig } from "../../src/models/decoderConfig";

const config = llamaConfig({
  vocabularySize: 9,
  hiddenSize: 8,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headSize: 2,
});

/** Numbers that tell tensor, row, head and place. */
function filled(rows: number, capacity: number): KeyValueCache {
  const table = (at: number) =>
    tf.tidy(() =>
      tf.add(tf.reshape(tf.range(0, rows * 2 * capacity * 2), [rows, 2, capacity, 2]), 1000 * at),
    ) as tf.Tensor4D;
  return { keys: [table(1), table(2)], values: [table(3), table(4)] };
}

const at = (table: tf.Tensor4D, row: number, head: number, place: number) =>
  (table.arraySync() as number[][][][])[row][head][place][0];

test("capacities are multiples of 64", () => {
  expect([0, 1, 64, 65, 200].map(cacheCapacity)).toEqual([64, 64, 64, 128, 256]);
});

test("an empty cache has a table for keys and one for values in each layer, none shared", () => {
  const cache = emptyCache(config, 3, 5);
  expect([...cache.keys, ...cache.values].map(({ shape }) => shape)).toEqual(new Array(4).fill([3, 2, 5, 2]));
  extendTable(cache.keys[0], tf.tensor1d([4], "int32"), tf.ones([1, 2])).dispose();
  const sums = [...cache.keys, ...cache.values].map((table) => table.sum().dataSync()[0]);
  expect(sums).toEqual([2, 0, 0, 0]);
});

test("what comes from a group of prompts stands at the beginning of its rows, the same prompt in two of them", () => {
  const cache = emptyCache(config, 4, 5);
  const source = filled(2, 3);
  copyIntoCache(cache, source, [1, 1, 0], [3, 0, 2]);
  for (const [part, layer] of [
    ["keys", 0],
    ["values", 1],
  ] as const)
    for (const [from, to] of [
      [1, 3],
      [1, 0],
      [0, 2],
    ])
      for (const head of [0, 1])
        for (const place of [0, 1, 2])
          expect(at(cache[part][layer], to, head, place)).toBe(at(source[part][layer], from, head, place));
  expect(at(cache.keys[0], 3, 1, 3)).toBe(0);
  expect(cache.keys[0].slice([1], [1]).sum().dataSync()[0]).toBe(0);
});

test("a resized cache holds the rows asked for, in their order, longer and shorter", () => {
  const before = filled(3, 4);
  const value = at(before.values[1], 2, 1, 1);
  const longer = resizeCache(before, [2, 0], 6);
  expect(longer.values[1].shape).toEqual([2, 2, 6, 2]);
  expect([at(longer.values[1], 0, 1, 1), at(longer.values[1], 0, 1, 5)]).toEqual([value, 0]);
  expect(before.keys.every(({ isDisposed }) => isDisposed)).toBe(true);
  const shorter = resizeCache(longer, [0], 2);
  expect(shorter.values[1].shape).toEqual([1, 2, 2, 2]);
  expect(at(shorter.values[1], 0, 1, 1)).toBe(value);
});

test("a resized cache shares nothing with the old one", () => {
  const before = filled(1, 4);
  const seen = before.keys[0].clone();
  const after = resizeCache(before, [0], 4);
  extendTable(after.keys[0], tf.tensor1d([0], "int32"), tf.zeros([1, 2])).dispose();
  expect(at(after.keys[0], 0, 0, 0)).toBe(0);
  expect(at(seen as tf.Tensor4D, 0, 0, 0)).toBe(1000);
});

test("a cache that is freed leaves nothing", () => {
  expect(
    tensorsLeft(() => {
      const cache = resizeCache(emptyCache(config, 2, 3), [1, 0], 5);
      const source = emptyCache(config, 1, 2);
      copyIntoCache(cache, source, [0], [1]);
      disposeCache(cache);
      disposeCache(source);
    }),
  ).toBe(0);
});
