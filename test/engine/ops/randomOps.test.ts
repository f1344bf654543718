import { expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import { dropout } from "../../../src/engine/ops/dropout";
import { randomCategorical } from "../../../src/engine/ops/randomCategorical";
import { randomNormal } from "../../../src/engine/ops/randomNormal";
import { randomUniform } from "../../../src/engine/ops/randomUniform";
import { tf } from "../../../src/engine/tensorflow";
import { stream } from "../../../src/random/stream";
import { expectClose, expectCloseTrees } from "../closeTo";

const seedOf = (number: number) => tf.tensor1d(stream(number, "ops").seedPair(), "int32");
const logits = tf.tensor2d([
  [0, 1, 2],
  [3, Number.NEGATIVE_INFINITY, 0],
]);

const cases: Record<string, (seed: tf.Tensor) => tf.Tensor> = {
  randomUniform: (seed) => randomUniform([3, 7], seed),
  randomNormal: (seed) => randomNormal([3, 7], seed),
  dropout: (seed) => dropout(tf.ones([30]), 0.4, seed),
  randomCategorical: (seed) => randomCategorical(logits, 20, seed),
};

for (const [name, draw] of Object.entries(cases)) {
  test(`${name}: the same seed gives the same numbers, another seed others, in either place of the pair`, () => {
    const numbers = (pair: [number, number]) => Array.from(draw(tf.tensor1d(pair, "int32")).dataSync());
    expect(numbers([5, -7])).toEqual(numbers([5, -7]));
    expect(numbers([5, -7])).not.toEqual(numbers([6, -7]));
    expect(numbers([5, -7])).not.toEqual(numbers([5, -8]));
  });

  test(`${name}: op by op, recorded and compiled give the same numbers`, () => {
    const seed = seedOf(1);
    expectCloseTrees(graphFunction("recorded", draw, { constants: [logits] })(seed), draw(seed), 1e-6);
    const compiled = graphFunction("compiled", draw, { constants: [logits], xla: true });
    expectCloseTrees(compiled(seed), draw(seed), 1e-5);
    expect(Array.from(compiled(seedOf(2)).dataSync())).not.toEqual(Array.from(compiled(seed).dataSync()));
  });

  test(`${name} leaves one new tensor`, () => {
    const seed = seedOf(1);
    expect(tensorsLeft(() => draw(seed))).toBe(name === "dropout" ? 2 : 1);
  });

  test(`${name} refuses a seed of another kind or shape`, () => {
    expect(() => draw(tf.tensor1d([1, 2]))).toThrow(TypeError);
    expect(() => draw(tf.tensor1d([1, 2, 3], "int32"))).toThrow(/: seed has shape \[3\], expected \[2\]$/);
  });
}

test("randomUniform has mean 1/2, variance 1/12 and stays in [0, 1)", () => {
  const u = randomUniform([100_000], seedOf(3));
  const { mean, variance } = tf.moments(u);
  // Six standard errors of 100,000 draws: 6 · 0.289 / 316 and 6 · 0.0745 / 316.
  expect(Math.abs(mean.dataSync()[0] - 0.5)).toBeLessThan(0.0055);
  expect(Math.abs(variance.dataSync()[0] - 1 / 12)).toBeLessThan(0.0015);
  expect(u.min().dataSync()[0]).toBeGreaterThanOrEqual(0);
  expect(u.max().dataSync()[0]).toBeLessThan(1);
});

test("randomNormal has mean 0, variance 1, fourth moment 3 and is finite", () => {
  const z = randomNormal([100_000], seedOf(4));
  const moment = (power: number) => z.pow(power).mean().dataSync()[0];
  // Six standard errors: 6 / 316, 6 · √2 / 316, 6 · √96 / 316.
  expect(Math.abs(moment(1))).toBeLessThan(0.019);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.027);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.19);
  expect(tf.isFinite(z).all().dataSync()[0]).toBe(1);
});

test("dropout drops its share, keeps the mean and scales what stays by 1 / (1 - rate)", () => {
  const y = dropout(tf.fill([50_000], 3), 0.25, seedOf(5)).dataSync();
  const dropped = y.filter((value) => value === 0).length / y.length;
  expect(Math.abs(dropped - 0.25)).toBeLessThan(6 * Math.sqrt((0.25 * 0.75) / y.length));
  expectClose([Math.max(...y)], [4], 1e-6);
  expect(new Set(y).size).toBe(2);
});

test("the gradient of dropout flows where the value stayed, and nowhere else", () => {
  const x = tf.range(1, 41);
  const gradient = tf
    .grad((z) => dropout(z, 0.5, seedOf(6)).sum())(x)
    .dataSync();
  const kept = dropout(x, 0.5, seedOf(6)).div(x).dataSync();
  expectClose(gradient, kept, 1e-6);
});

test("dropout of rate 0 changes nothing, and rates outside of [0, 1) are refused", () => {
  const x = tf.tensor1d([1, -2]);
  expect(Array.from(dropout(x, 0, seedOf(1)).dataSync())).toEqual([1, -2]);
  for (const rate of [-0.1, 1, Number.NaN]) {
    expect(() => dropout(x, rate, seedOf(1))).toThrow(
      new RangeError(`dropout: rate is ${rate}, expected a number in [0, 1)`),
    );
  }
});

test("randomCategorical draws each class in proportion to its probability, and one of probability 0 never", () => {
  const count = 20_000;
  const drawn = randomCategorical(logits, count, seedOf(7)).arraySync();
  const probabilities = tf.softmax(logits).arraySync() as number[][];
  for (const [row, expected] of probabilities.entries()) {
    for (const [label, p] of expected.entries()) {
      const share = drawn[row].filter((one) => one === label).length / count;
      expect(Math.abs(share - p)).toBeLessThanOrEqual(6 * Math.sqrt((p * (1 - p)) / count));
    }
  }
});

test("randomCategorical refuses logits of another rank and counts that are no whole numbers above 0", () => {
  expect(() => randomCategorical(tf.zeros([3]), 1, seedOf(1))).toThrow(
    new RangeError("randomCategorical: logits have shape [3], expected [rows, classes]"),
  );
  expect(() => randomCategorical(logits, 0, seedOf(1))).toThrow(
    new RangeError("randomCategorical: count is 0, expected a whole number above 0"),
  );
});
