import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { type Completion, completionBatch, inputTokens } from "../../src/models/completionBatch";
import { meanLogProbs, sumLogProbs } from "../../src/models/completionLogProbs";
import { expectClose } from "../engine/closeTo";

const completions: Completion[] = [
  { prompt: [2, 11, 7], completion: [5, 6, 1] },
  { prompt: [2], completion: [9] },
  { prompt: [2, 8], completion: [4, 1] },
];
const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

test("each token is listed with the place of the state before it", () => {
  const batch = completionBatch(completions, 8, 0);
  expect(batch.ids.arraySync()[0]).toEqual([2, 11, 7, 5, 6, 0, 0, 0]);
  expect(numbers(batch.labels)).toEqual([5, 6, 1, 9, 4, 1]);
  expect(numbers(batch.places)).toEqual([2, 3, 4, 8, 17, 18]);
  expect(numbers(batch.rows)).toEqual([0, 0, 0, 1, 2, 2]);
  expect(numbers(batch.present)).toEqual([1, 1, 1, 1, 1, 1]);
});

test("the list is filled up to an eighth of all places, with entries that do not count", () => {
  const batch = completionBatch(completions, 16, 0);
  expect(numbers(batch.present)).toEqual([1, 1, 1, 1, 1, 1]);
  const longer = completionBatch(completions, 24, 0);
  expect(numbers(longer.present)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0]);
});

test("a row of weight 0 is in the batch, its tokens are not in the list", () => {
  const batch = completionBatch(completions, 8, 0, [1, 0, 1]);
  expect(batch.ids.shape).toEqual([3, 8]);
  expect(numbers(batch.rows).slice(0, 5)).toEqual([0, 0, 0, 2, 2]);
  expect(numbers(batch.present)).toEqual([1, 1, 1, 1, 1, 0]);
});

test("sums and means over a completion's tokens, 0 where none is listed", () => {
  const batch = completionBatch(completions, 24, 0, [1, 0, 1]);
  const tokens = tf.mul(tf.tensor1d([-1, -2, -6, -5, -7, -9, -9, -9, -9]), batch.present) as tf.Tensor1D;
  expectClose(sumLogProbs(batch, tokens).dataSync(), [-9, 0, -12], 1e-6);
  expectClose(meanLogProbs(batch, tokens).dataSync(), [-3, 0, -6], 1e-6);
});

test("the last token of a completion is foretold, not read", () => {
  expect(inputTokens(completions[1])).toEqual([2]);
  expect(inputTokens(completions[2])).toEqual([2, 8, 4]);
});

test("an empty prompt or completion is refused by name and row", () => {
  const withEmpty = (empty: Completion) => () => completionBatch([completions[0], empty], 8, 0);
  expect(withEmpty({ prompt: [], completion: [1] })).toThrow(
    new RangeError("completionBatch: prompt 1 is empty, expected at least one token"),
  );
  expect(withEmpty({ prompt: [2], completion: [] })).toThrow(
    new RangeError("completionBatch: completion 1 is empty, expected at least one token"),
  );
});

test("a batch is six tensors and nothing else", async () => {
  expect(await tensorsLeft(() => completionBatch(completions, 8, 0))).toBe(6);
});
