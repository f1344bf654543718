import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { dimpLoss, dimpLossMeanOne } from "../../src/losses/dimpLoss";
import { batchMean, weightedMean } from "../../src/losses/reduce";
import { evenOdds, expectNear, golden, goldenBatch, gradient } from "./cases";

test("dimpLoss is half of log 2 for even odds and P' = 0.25", () => {
  const { logits, labels } = evenOdds(1);
  const loss = dimpLoss(logits, labels, { logQuality: tf.tensor1d([Math.log(0.25)]) });
  expect(loss.dataSync()[0]).toBeCloseTo(0.5 * Math.LN2, 6);
});

test("dimpLoss is cross entropy, in value and gradient, when the quality checker equals the model", () => {
  const { logits, labels } = goldenBatch();
  const logQuality = tf.neg(crossEntropy(logits, labels));
  expect([...dimpLoss(logits, labels, { logQuality }).dataSync()]).toEqual([
    ...crossEntropy(logits, labels).dataSync(),
  ]);
  const slope = gradient((x) => dimpLoss(x, labels, { logQuality }), logits);
  const plain = gradient((x) => crossEntropy(x, labels), logits);
  expect(slope).toEqual(plain);
});

test("dimpLoss has gradient (P'/p)(p - label): nothing flows through the weight", () => {
  const { logits, labels, columns } = goldenBatch();
  const plain = gradient((x) => crossEntropy(x, labels), logits);
  const logProb = crossEntropy(logits, labels).dataSync();
  const slope = gradient((x) => dimpLoss(x, labels, columns), logits);
  const expected = plain.map((value, i) => {
    const row = Math.floor(i / 5);
    return value * Math.exp(golden.logQuality[row] + logProb[row]);
  });
  expectNear(slope, expected, 4);
});

test("dimpLoss stays finite where the model's probability underflows and P' is as small", () => {
  const loss = dimpLoss(tf.tensor2d([[200, 0]]), tf.tensor1d([1], "int32"), {
    logQuality: tf.tensor1d([-200]),
  });
  expect(loss.dataSync()[0]).toBeCloseTo(200, 3);
});

test("batchMean of dimpLossMeanOne is weightedMean of cross entropy with DIMP's weights", () => {
  const { logits, labels, columns } = goldenBatch();
  const plain = crossEntropy(logits, labels);
  const weight = tf.exp(tf.add(columns.logQuality, plain));
  const direct = weightedMean(plain, weight).dataSync()[0];
  expect(batchMean(dimpLossMeanOne(logits, labels, columns)).dataSync()[0]).toBeCloseTo(direct, 4);
});

test("dimpLossMeanOne does not change when P' is multiplied by a constant, dimpLoss does", () => {
  const { logits, labels, columns } = goldenBatch();
  const smaller = { logQuality: tf.sub(columns.logQuality, 3) };
  const before = dimpLossMeanOne(logits, labels, columns).dataSync();
  expectNear(dimpLossMeanOne(logits, labels, smaller).dataSync(), before, 4);
  expect(dimpLoss(logits, labels, smaller).dataSync()[0]).toBeCloseTo(
    dimpLoss(logits, labels, columns).dataSync()[0] * Math.exp(-3),
    4,
  );
});
