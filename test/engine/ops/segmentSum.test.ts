import { expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { segmentSum } from "../../../src/engine/ops/segmentSum";
import { tf } from "../../../src/engine/tensorflow";

const values = () => tf.tensor1d([1, 2, 3, 10]);
const segments = () => tf.tensor1d([0, 1, 0, 3], "int32");

test("segmentSum by hand, with 0 for an empty segment", () => {
  expect([...segmentSum(values(), segments(), 5).dataSync()]).toEqual([4, 2, 0, 10, 0]);
});

test("the gradient hands each number its segment's, eager and recorded", () => {
  const slope = (x: tf.Tensor1D, rows: tf.Tensor1D) =>
    tf.grad((y: tf.Tensor) => tf.sum(tf.square(segmentSum(y as tf.Tensor1D, rows, 5))))(x);
  expect([...slope(values(), segments()).dataSync()]).toEqual([8, 4, 8, 20]);
  const recorded = graphFunction("slope", slope);
  expect([...recorded(values(), segments()).dataSync()]).toEqual([8, 4, 8, 20]);
  recorded.dispose();
});

test("segmentSum refuses other shapes and other kinds of segments", () => {
  expect(() => segmentSum(values(), tf.tensor1d([0], "int32"), 1)).toThrow(
    "segmentSum: values have shape [4] and segments [1], expected one shape [N]",
  );
  expect(() => segmentSum(values(), tf.tensor1d([0, 1, 2, 3]), 4)).toThrow(
    "segmentSum: segments are float32, expected int32",
  );
});
