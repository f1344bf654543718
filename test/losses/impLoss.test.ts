import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { impLoss } from "../../src/losses/impLoss";
import { qualityOnlyLoss } from "../../src/losses/qualityOnlyLoss";
import { weightedCrossEntropy } from "../../src/losses/weightedCrossEntropy";
import { evenOdds, expectNear, golden, goldenBatch, gradient } from "./cases";

const logOf = (...values: number[]) => tf.tensor1d(values.map(Math.log));

test("impLoss is 2 log 2 for even odds, P' = 0.9 and Q = 0.45", () => {
  const { logits, labels } = evenOdds(1);
  const loss = impLoss(logits, labels, { logQuality: logOf(0.9), logDiversity: logOf(0.45) });
  expect(loss.dataSync()[0]).toBeCloseTo(2 * Math.LN2, 6);
});

test("impLoss is cross entropy when both checkers agree, whatever they say", () => {
  const { logits, labels, columns } = goldenBatch();
  const same = { logQuality: columns.logQuality, logDiversity: columns.logQuality };
  expect([...impLoss(logits, labels, same).dataSync()]).toEqual([...crossEntropy(logits, labels).dataSync()]);
});

test("impLoss finds the ratio of two probabilities that are both 0 in float32", () => {
  const { logits, labels } = evenOdds(1);
  const loss = impLoss(logits, labels, {
    logQuality: tf.tensor1d([-200]),
    logDiversity: tf.tensor1d([-201]),
  });
  expect(loss.dataSync()[0]).toBeCloseTo(Math.E * Math.LN2, 5);
});

test("impLoss is weightedCrossEntropy with the ratio as weight: two routes to one number", () => {
  const { logits, labels, columns } = goldenBatch();
  const weight = tf.tensor1d(golden.logQuality.map((log, i) => Math.exp(log - golden.logDiversity[i])));
  const direct = weightedCrossEntropy(logits, labels, { weight }).dataSync();
  expectNear(impLoss(logits, labels, columns).dataSync(), direct, 5);
});

test("impLoss sends no gradient into the checkers", () => {
  const { logits, labels, columns } = goldenBatch();
  const slope = gradient((x) => impLoss(x, labels, columns), logits);
  const ratio = golden.logQuality.map((log, i) => Math.exp(log - golden.logDiversity[i]));
  const plain = gradient((x) => crossEntropy(x, labels), logits);
  expectNear(
    slope,
    plain.map((value, i) => value * ratio[Math.floor(i / 5)]),
    4,
  );
});

test("impLoss and weightedCrossEntropy refuse columns of another length", () => {
  const { logits, labels, columns } = goldenBatch();
  const short = { ...columns, logDiversity: tf.zeros([6]) };
  expect(() => impLoss(logits, labels, short)).toThrow(
    new RangeError("impLoss: logDiversity has shape [6], expected [7] like the rows of logits"),
  );
  expect(() => weightedCrossEntropy(logits, labels, { weight: tf.zeros([7, 1]) })).toThrow(
    new RangeError("weightedCrossEntropy: weight has shape [7, 1], expected [7] like the rows of logits"),
  );
});

test("weightedCrossEntropy is 2 log 2 for even odds and weight 2, and 0 for weight 0", () => {
  const { logits, labels } = evenOdds(2);
  const loss = weightedCrossEntropy(logits, labels, { weight: tf.tensor1d([2, 0]) }).dataSync();
  expect(loss[0]).toBeCloseTo(2 * Math.LN2, 6);
  expect(loss[1]).toBe(0);
});

test("qualityOnlyLoss is half of log 2 for even odds and P' = 0.5, and cross entropy for P' = 1", () => {
  const { logits, labels } = evenOdds(2);
  const loss = qualityOnlyLoss(logits, labels, { logQuality: logOf(0.5, 1) }).dataSync();
  expect(loss[0]).toBeCloseTo(0.5 * Math.LN2, 6);
  expect(loss[1]).toBeCloseTo(Math.LN2, 6);
});
