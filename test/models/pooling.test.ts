import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { firstToken, meanPool, unitLength } from "../../src/models/pooling";

const hidden = tf.tensor3d([
  [
    [1, 2],
    [3, 6],
    [100, -100],
  ],
  [
    [3, 4],
    [1000, 1000],
    [-7, 5],
  ],
]);
const mask = tf.tensor2d([
  [1, 1, 0],
  [1, 0, 0],
]);

test("meanPool is the mean over the tokens that are there, by hand", () => {
  expect(meanPool(hidden, mask).arraySync()).toEqual([
    [2, 4],
    [3, 4],
  ]);
});

test("firstToken is the first token's state", () => {
  expect(firstToken(hidden).arraySync()).toEqual([[[1, 2]], [[3, 4]]]);
});

test("unitLength brings 3, 4 to 0.6, 0.8", () => {
  const [x, y] = unitLength(tf.tensor2d([[3, 4]])).dataSync();
  expect(x).toBeCloseTo(0.6, 6);
  expect(y).toBeCloseTo(0.8, 6);
});
