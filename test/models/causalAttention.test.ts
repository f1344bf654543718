import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { causalBias } from "../../src/models/causalAttention";
import { groupedAttention } from "../../src/models/groupedAttention";
import { stream } from "../../src/random/stream";
import { farthest } from "./golden";

const random = stream(2, "attention");
const normal = (shape: number[]) =>
  tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b) }, random.normal), shape);

/** 1 where a place may look. */
const seen = (bias: tf.Tensor) => tf.cast(tf.equal(bias, 0), "int32").squeeze([1]).arraySync();

test("causalBias lets each place see itself and what is before it, padding on either side left out", () => {
  const mask = tf.tensor2d([
    [1, 1, 1, 0],
    [0, 1, 1, 1],
  ]);
  expect(seen(causalBias(mask))).toEqual([
    [
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 1, 0],
      [1, 1, 1, 0],
    ],
    [
      [0, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 1, 1, 1],
    ],
  ]);
});

test("causalBias with a window of 2 lets each place see itself and the one before", () => {
  expect(seen(causalBias(tf.ones([1, 4]) as tf.Tensor2D, 2))).toEqual([
    [
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 1, 1],
    ],
  ]);
});

test("groupedAttention equals attention with keys and values repeated for every head", () => {
  const [queries, keys, values] = [normal([2, 6, 5, 3]), normal([2, 2, 5, 3]), normal([2, 2, 5, 3])];
  const bias = causalBias(
    tf.tensor2d([
      [1, 1, 1, 1, 1],
      [1, 1, 0, 0, 0],
    ]),
  );
  const repeated = (x: tf.Tensor) => tf.reshape(tf.tile(tf.expandDims(x, 2), [1, 1, 3, 1, 1]), [2, 6, 5, 3]);
  const scores = tf.add(tf.matMul(queries, repeated(keys), false, true), bias);
  const expected = tf.matMul(tf.softmax(scores), repeated(values));
  const grouped = groupedAttention(queries, keys, values, bias);
  expect(grouped.shape).toEqual([2, 6, 5, 3]);
  expect(farthest(grouped.dataSync(), expected.dataSync())).toBeLessThan(1e-6);
});

test("groupedAttention asks fewer queries than there are keys, as in decoding", () => {
  const [queries, keys, values] = [normal([2, 4, 1, 3]), normal([2, 2, 7, 3]), normal([2, 2, 7, 3])];
  const bias = tf.zeros([1, 1, 1, 7]);
  const out = groupedAttention(queries, keys, values, bias);
  // Head 3 of row 1 by hand: keys and values of group 1.
  const query = queries.slice([1, 3, 0, 0], [1, 1, 1, 3]).reshape([1, 3]) as tf.Tensor2D;
  const part = (x: tf.Tensor) => x.slice([1, 1, 0, 0], [1, 1, 7, 3]).reshape([7, 3]) as tf.Tensor2D;
  const byHand = tf.matMul(tf.softmax(tf.matMul(query, part(keys), false, true)), part(values));
  expect(farthest(out.slice([1, 3, 0, 0], [1, 1, 1, 3]).dataSync(), byHand.dataSync())).toBeLessThan(1e-6);
});

test("groupedAttention leaves exactly one new tensor behind in a tidy", () => {
  const [queries, keys] = [normal([1, 4, 5, 3]), normal([1, 2, 5, 3])];
  const bias = causalBias(tf.ones([1, 5]) as tf.Tensor2D);
  expect(tensorsLeft(() => tf.tidy(() => groupedAttention(queries, keys, keys, bias)))).toBe(1);
});
