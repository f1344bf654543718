import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { dimpLoss } from "../../src/losses/dimpLoss";
import { batchMean } from "../../src/losses/reduce";
import { dimpRestingPoint, labelDynamics } from "../../src/papers/dimp/labelDynamics";

const Q = [0.6, 0.4];
const quality = [0.9, 0.1];
const long = { steps: 2000, rate: 0.5 };
const last = (path: number[][]) => path[path.length - 1];

test("DIMP rests at √(.54) : √(.04), that is .786 and .214: neither at P' nor at Q", () => {
  const [right, wrong] = dimpRestingPoint(Q, quality);
  expect(right).toBeCloseTo(Math.sqrt(0.54) / (Math.sqrt(0.54) + 0.2), 12);
  expect(right).toBeCloseTo(0.786, 3);
  expect(right + wrong).toBeCloseTo(1, 12);
});

test("followed to its end, training comes to rest there; with P'/Q at P', without weights at Q", () => {
  const end = (weights: Parameters<typeof labelDynamics>[1]) => last(labelDynamics(Q, weights, long))[0];
  expect(end((p) => quality.map((value, y) => value / p[y]))).toBeCloseTo(dimpRestingPoint(Q, quality)[0], 6);
  expect(end(() => quality.map((value, y) => value / Q[y]))).toBeCloseTo(0.9, 6);
  expect(end(() => [1, 1])).toBeCloseTo(0.6, 6);
});

test("the resting point of three labels is one too, and P' where the generator labels as P' does", () => {
  const [three, checker] = [
    [0.5, 0.3, 0.2],
    [0.2, 0.7, 0.1],
  ];
  const end = last(labelDynamics(three, (p) => checker.map((value, y) => value / p[y]), long));
  for (const [y, p] of dimpRestingPoint(three, checker).entries()) expect(end[y]).toBeCloseTo(p, 6);
  expect(dimpRestingPoint(checker, checker)[1]).toBeCloseTo(0.7, 12);
});

test("one step is that of dimpLoss itself, on ten texts of which six have the first label", () => {
  const [, afterOne] = labelDynamics(Q, (p) => quality.map((value, y) => value / p[y]), {
    steps: 1,
    rate: 0.7,
  });
  const probabilities = tf.tidy(() => {
    const labels = tf.tensor1d([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], "int32");
    const logQuality = tf.log(tf.gather(tf.tensor1d(quality), labels));
    const loss = (logits: tf.Tensor) => batchMean(dimpLoss(tf.tile(logits, [10, 1]), labels, { logQuality }));
    const start = tf.zeros([1, 2]);
    return tf.softmax(tf.sub(start, tf.mul(0.7, tf.grad(loss)(start)))).dataSync();
  });
  for (const [y, p] of afterOne.entries()) expect(probabilities[y]).toBeCloseTo(p, 5);
});
