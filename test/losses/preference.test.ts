import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { dpoLoss, rewardGap } from "../../src/losses/dpoLoss";
import { ipoLoss } from "../../src/losses/ipoLoss";
import { paperDpoLoss } from "../../src/losses/paperDpoLoss";
import type { PairLogProbs } from "../../src/losses/preferencePair";
import { batchMean, weightedMean } from "../../src/losses/reduce";
import { referenceFreeDpoLoss } from "../../src/losses/referenceFreeDpoLoss";
import { simPoLoss } from "../../src/losses/simPoLoss";
import { utilityDpoLoss } from "../../src/losses/utilityDpoLoss";
import { expectNear } from "./cases";

interface Golden {
  policy: number[][];
  reference: number[][];
  lengths: number[][];
  expected: Record<string, { losses: number[]; gradient: number[][] }>;
}

/** What PyTorch says: written by test/golden/preference.py. */
const golden: Golden = JSON.parse(readFileSync(join(__dirname, "../golden/preference.json"), "utf8"));

const pairsOf = (rows: number[][]): PairLogProbs => ({
  chosen: tf.tensor1d(rows.map(([chosen]) => chosen)),
  rejected: tf.tensor1d(rows.map(([, rejected]) => rejected)),
});
const reference = () => pairsOf(golden.reference);
const lengths = () => pairsOf(golden.lengths);
const pairs = (chosen: number[], rejected: number[]) => ({
  chosen: tf.tensor1d(chosen),
  rejected: tf.tensor1d(rejected),
});

const losses: Record<string, (policy: PairLogProbs) => tf.Tensor> = {
  dpoLoss: (policy) => dpoLoss(policy, reference(), 0.1),
  referenceFreeDpoLoss: (policy) => referenceFreeDpoLoss(policy, 0.3),
  "paperDpoLoss at 1": (policy) => paperDpoLoss(policy, 1),
  "paperDpoLoss at 0.7": (policy) => paperDpoLoss(policy, 0.7),
  ipoLoss: (policy) => ipoLoss(policy, reference(), 0.1),
  simPoLoss: (policy) =>
    simPoLoss(
      {
        chosen: tf.div(policy.chosen, lengths().chosen),
        rejected: tf.div(policy.rejected, lengths().rejected),
      },
      2.5,
      0.5,
    ),
};

/** The gradients of the summed loss in both columns of the policy. */
function slopes(loss: (policy: PairLogProbs) => tf.Tensor, policy: PairLogProbs): number[][] {
  const sum = (chosen: tf.Tensor, rejected: tf.Tensor) => tf.sum(loss({ chosen, rejected }));
  return tf
    .grads(sum)([policy.chosen, policy.rejected])
    .map((slope) => [...slope.dataSync()]);
}

test.each(Object.keys(losses))("%s equals PyTorch's, in value and gradient", (name) => {
  const expected = golden.expected[name];
  expectNear(losses[name](pairsOf(golden.policy)).dataSync(), expected.losses, 4);
  const [chosen, rejected] = slopes(losses[name], pairsOf(golden.policy));
  expectNear(
    chosen,
    expected.gradient.map((row) => row[0]),
    4,
  );
  expectNear(
    rejected,
    expected.gradient.map((row) => row[1]),
    4,
  );
});

test("dpoLoss is log 2 where the model equals the reference, and pulls both texts by half of beta", () => {
  const policy = reference();
  expectNear(dpoLoss(policy, reference(), 0.4).dataSync(), Array(5).fill(Math.LN2), 6);
  const [chosen, rejected] = slopes((x) => dpoLoss(x, reference(), 0.4), policy);
  expectNear(chosen, Array(5).fill(-0.2), 6);
  expectNear(rejected, Array(5).fill(0.2), 6);
});

test("dpoLoss does not change when a pair's prompt adds the same nats to model and reference", () => {
  const policy = pairs([-10, -4], [-12, -3]);
  const moved = pairs([-15, -4], [-17, -3]);
  const before = dpoLoss(policy, pairs([-11, -5], [-11, -5]), 0.5).dataSync();
  expectNear(dpoLoss(moved, pairs([-16, -5], [-16, -5]), 0.5).dataSync(), before, 6);
});

test("rewardGap by hand: 3 nats gained on x+, 1 lost on x-", () => {
  expect([...rewardGap(pairs([-7], [-9]), pairs([-10], [-8])).dataSync()]).toEqual([4]);
});

test("paperDpoLoss at beta 1 is likelihood: x- has no gradient at all, x+ has -1 but for σ(z)", () => {
  const [chosen, rejected] = slopes((x) => paperDpoLoss(x, 1), pairs([-120, -30], [-130, -20]));
  expectNear(chosen, [-1, -1], 6);
  expect(rejected.map(Math.abs)).toEqual([0, 0]);
});

test("paperDpoLoss below one half learns nothing from a pair of about equal nats", () => {
  const [chosen, rejected] = slopes((x) => paperDpoLoss(x, 0.1), pairs([-120], [-130]));
  expect(Math.abs(chosen[0])).toBeLessThan(1e-30);
  expect(Math.abs(rejected[0])).toBeLessThan(1e-30);
});

test("paperDpoLoss below one half learns from a pair whose x+ is much longer: z = -6 at (-90, -30) and beta 0.3", () => {
  const policy = pairs([-90, -50], [-30, -54]);
  expectNear(paperDpoLoss(policy, 0.3).dataSync(), [Math.log1p(Math.exp(6)), Math.log1p(Math.exp(-22.8))], 5);
  // σ(6) = .99753: -β and 1 - β of it.
  const [chosen, rejected] = slopes((x) => paperDpoLoss(x, 0.3), policy);
  expectNear([chosen[0], rejected[0]], [-0.3 * 0.99753, 0.7 * 0.99753], 5);
  expect(Math.abs(chosen[1])).toBeLessThan(1e-9);
});

test("paperDpoLoss at one half is referenceFreeDpoLoss at one half", () => {
  const policy = pairsOf(golden.policy);
  expect([...paperDpoLoss(policy, 0.5).dataSync()]).toEqual([
    ...referenceFreeDpoLoss(policy, 0.5).dataSync(),
  ]);
});

test("dpoLoss stays finite 4000 nats on the wrong side, with slope beta", () => {
  const policy = pairs([-4000], [0]);
  const still = pairs([0], [0]);
  expect(dpoLoss(policy, still, 1).dataSync()[0]).toBe(4000);
  expect(slopes((x) => dpoLoss(x, still, 1), policy)).toEqual([[-1], [1]]);
});

test("ipoLoss is least where the gap is 1 / (2 beta) and rises beyond it, where dpoLoss still falls", () => {
  const still = pairs([-10, -10, -10], [-10, -10, -10]);
  const policy = pairs([-9, -5, -1], [-10, -10, -10]);
  expectNear(ipoLoss(policy, still, 0.1).dataSync(), [16, 0, 16], 4);
  const dpo = dpoLoss(policy, still, 0.1).dataSync();
  expect(dpo[2]).toBeLessThan(dpo[1]);
});

test("simPoLoss is log 2 for texts beta times the gap = gamma apart", () => {
  expect(simPoLoss(pairs([-1], [-1.5]), 2, 1).dataSync()[0]).toBeCloseTo(Math.LN2, 6);
});

test("utilityDpoLoss with weights one is the plain loss, with weight zero nothing", () => {
  const plain = dpoLoss(pairsOf(golden.policy), reference(), 0.1);
  expect([...utilityDpoLoss(plain, tf.ones([5])).dataSync()]).toEqual([...plain.dataSync()]);
  expect([...utilityDpoLoss(plain, tf.zeros([5])).dataSync()]).toEqual([0, 0, 0, 0, 0]);
});

test("the two reductions of U-DPO differ by the mean weight", () => {
  const plain = dpoLoss(pairsOf(golden.policy), reference(), 0.1);
  const weights = tf.tensor1d([0.1, 0.9, 0.05, 0.6, 0.35]);
  const overPairs = batchMean(utilityDpoLoss(plain, weights)).dataSync()[0];
  const overWeights = weightedMean(plain, weights).dataSync()[0];
  expect(overPairs / overWeights).toBeCloseTo(0.4, 5);
});

test("bad pairs are refused in one line", () => {
  const two = pairs([-1, -2], [-3, -4]);
  const three = pairs([-1, -2, -3], [-3, -4, -5]);
  expect(() => dpoLoss(two, three, 0.1)).toThrow(
    "dpoLoss: reference.chosen has shape [3], expected [2] like the policy's",
  );
  expect(() => referenceFreeDpoLoss({ chosen: two.chosen, rejected: three.rejected }, 1)).toThrow(
    "referenceFreeDpoLoss: policy.rejected has shape [3], expected [2] like chosen",
  );
  expect(() => paperDpoLoss({ chosen: tf.zeros([2, 1]), rejected: two.rejected }, 1)).toThrow(
    "paperDpoLoss: policy.chosen has shape [2, 1], expected [pairs] with pairs above 0",
  );
  expect(() => dpoLoss(two, two, 0)).toThrow("dpoLoss: beta is 0, expected a number above 0");
  expect(() => paperDpoLoss(two, 1.5)).toThrow("paperDpoLoss: beta is 1.5, expected a number from 0 to 1");
  expect(() => simPoLoss(two, 2, -1)).toThrow("simPoLoss: gamma is -1, expected a number from 0");
  expect(() => utilityDpoLoss(two.chosen, three.chosen)).toThrow(
    "utilityDpoLoss: weights has shape [3], expected [2] like losses",
  );
  expect(() => utilityDpoLoss(tf.zeros([2, 1]), two.chosen)).toThrow(
    "utilityDpoLoss: losses has shape [2, 1], expected [pairs]",
  );
});
