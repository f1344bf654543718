import { expect, test } from "vitest";
import { tf } from "../../../src/engine/tensorflow";
import { paperDpoLoss } from "../../../src/losses/paperDpoLoss";
import { firstPulls, pullFacts } from "../../../src/papers/u-dpo/firstPulls";

const pair = (chosen: number, rejected: number) => ({ reference: { chosen, rejected } });

test("a pull by hand: 90 nats against 30 pull at beta 0.3 by σ(6), about equal nats by nothing", () => {
  const [long, equal] = firstPulls([pair(-90, -30), pair(-50, -54)], 0.3);
  expect(long).toMatchObject({ chosenNats: 90, rejectedNats: 30 });
  expect(long.pull).toBeCloseTo(0.9975274, 6);
  expect(equal.pull).toBeLessThan(1e-9);
});

test("the pull is the slope of the loss in x+, but for -β", () => {
  for (const beta of [0.3, 0.5, 0.7]) {
    const slope = tf.grad((chosen: tf.Tensor) =>
      tf.sum(paperDpoLoss({ chosen, rejected: tf.tensor1d([-22]) }, beta)),
    )(tf.tensor1d([-41]));
    expect(firstPulls([pair(-41, -22)], beta)[0].pull).toBeCloseTo(-slope.dataSync()[0] / beta, 5);
  }
});

test("facts of pulls: a long pair among nineteen short ones has nearly all of them, and its own nats", () => {
  const short = Array.from({ length: 19 }, () => pair(-50, -54));
  const facts = pullFacts(firstPulls([...short, pair(-90, -30)], 0.3));
  expect(facts.topShare).toBeGreaterThan(0.999);
  expect(facts.effectivePairs).toBeCloseTo(1, 6);
  expect(facts.mean).toBeCloseTo(0.9975274 / 20, 6);
  expect(facts.median).toBeLessThan(1e-9);
  expect([facts.chosenNats, facts.rejectedNats].map((nats) => nats.toFixed(2))).toEqual(["90.00", "30.00"]);
  const alike = pullFacts(firstPulls(short, 0.5));
  expect(alike.topShare).toBeCloseTo(1 / 19, 12);
  expect(alike.effectivePairs).toBeCloseTo(19, 9);
});
