import { expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import { overwriteRows } from "../../../src/engine/ops/overwriteRows";
import { takeAlong } from "../../../src/engine/ops/takeAlong";
import { tf } from "../../../src/engine/tensorflow";

/** On TensorFlow's side, as results of ops are; values from the host would be copied at the first use. */
const table = () =>
  tf.add(
    tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    0,
  );
const places = tf.tensor1d([2, 0], "int32");
const rows = tf.tensor2d([
  [7, 8],
  [9, 10],
]);
const after = [9, 10, 3, 4, 7, 8];

test("overwriteRows writes into the table itself and returns its numbers", () => {
  const x = table();
  expect(Array.from(overwriteRows(x, places, rows).dataSync())).toEqual(after);
  expect(Array.from(x.dataSync())).toEqual(after);
});

test("overwriteRows in a graph function writes into the caller's tensor, through a reshape too", () => {
  const x = table();
  const write = graphFunction("write", (x: tf.Tensor, places: tf.Tensor, rows: tf.Tensor) =>
    overwriteRows(tf.reshape(x, [3, 2]), places, rows).sum(),
  );
  const sum = write(tf.reshape(x, [1, 3, 2]), places, rows);
  expect(sum.dataSync()[0]).toBe(41);
  expect(Array.from(x.dataSync())).toEqual(after);
});

test("overwriteRows: where a place comes twice the later row counts", () => {
  expect(Array.from(overwriteRows(table(), tf.tensor1d([1, 1], "int32"), rows).dataSync())).toEqual([
    1, 2, 9, 10, 5, 6,
  ]);
});

test("overwriteRows leaves one new tensor", () => {
  const x = table();
  expect(tensorsLeft(() => overwriteRows(x, places, rows))).toBe(1);
});

test("overwriteRows refuses shapes that do not fit and places that are no whole numbers", () => {
  expect(() => overwriteRows(table(), places, tf.ones([2, 3]))).toThrow(
    new RangeError(
      "overwriteRows: table, places and rows have shapes [3,2], [2] and [2,3], expected [rows, width], [n] and [n, width]",
    ),
  );
  expect(() => overwriteRows(table(), tf.tensor1d([0, 1]), rows)).toThrow(
    new TypeError("overwriteRows: places are float32, expected int32"),
  );
});

test("takeAlong takes from each row at its own places", () => {
  const of = tf.tensor2d([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const at = tf.tensor2d(
    [
      [2, 2],
      [0, 1],
    ],
    undefined,
    "int32",
  );
  expect(takeAlong(of, at).arraySync()).toEqual([
    [3, 3],
    [4, 5],
  ]);
  expect(takeAlong(tf.stack([of, of], 2), at).shape).toEqual([2, 2, 2]);
  expect(tensorsLeft(() => tf.tidy(() => takeAlong(of, at)))).toBe(1);
});

test("takeAlong refuses another number of rows and places that are no whole numbers", () => {
  const of = tf.tensor2d([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(() => takeAlong(of, tf.tensor2d([[0]], [1, 1], "int32"))).toThrow(
    new RangeError("takeAlong: places have shape [1,1], expected [2, n] for a table of shape [2,3]"),
  );
  expect(() => takeAlong(of, tf.ones([2, 1]))).toThrow(
    new TypeError("takeAlong: places are float32, expected int32"),
  );
});
