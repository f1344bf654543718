/** @file Comparisons of tensors for the engine's tests. */
import { expect } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { flattenTree, type TensorTree } from "../../src/engine/tensorTree";

/** Expects every number of two trees of the same form to differ by at most `tolerance`, relative where above 1. */
export function expectCloseTrees(actual: TensorTree, expected: TensorTree, tolerance: number): void {
  const [ours, theirs] = [flattenTree(actual), flattenTree(expected)];
  expect(ours.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    theirs.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  for (const [i, tensor] of ours.entries()) expectClose(tensor.dataSync(), theirs[i].dataSync(), tolerance);
}

/** Expects each number to be within `tolerance` of the other, relative where that is above 1. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = Array.from(actual, (value, i) =>
    Object.is(value, expected[i]) ? 0 : Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])),
  );
  expect(Math.max(0, ...worst.map((error) => (Number.isNaN(error) ? Infinity : error)))).toBeLessThanOrEqual(
    tolerance,
  );
}

/** Expects the gradient that the tape gives to equal central differences of the function itself. */
export function expectGradient(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  { step = 1e-2, tolerance = 2e-3 } = {},
): void {
  const gradient = tf.grad((z) => f(z).sum())(x);
  const values = Array.from(x.dataSync());
  const at = (i: number, change: number) =>
    tf.tidy(
      () =>
        f(
          tf.tensor(
            values.map((value, j) => (j === i ? value + change : value)),
            x.shape,
          ),
        )
          .sum()
          .dataSync()[0],
    );
  const differences = values.map((_, i) => (at(i, step) - at(i, -step)) / (2 * step));
  expectClose(gradient.dataSync(), differences, tolerance);
}
