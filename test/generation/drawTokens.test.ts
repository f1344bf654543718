import { expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { chooseTokens } from "../../src/generation/chooseTokens";
import { drawTokens } from "../../src/generation/drawTokens";
import { stream } from "../../src/random/stream";
import { expectCloseTrees } from "../engine/closeTo";

const probabilities = [0.05, 0.3, 0, 0.15, 0.02, 0.28, 0.2];
const logits = (rows: number) => tf.tile(tf.log(tf.tensor2d([probabilities])), [rows, 1]) as tf.Tensor2D;

function uniforms(rows: number, name: string): tf.Tensor2D {
  const random = stream(11, name);
  return tf.tensor2d(Array.from({ length: rows }, () => [random.uniform(), random.uniform()]));
}

/** How often each token comes. */
function count(tokens: tf.Tensor, width: number): number[] {
  const counts = new Array<number>(width).fill(0);
  for (const token of tokens.dataSync()) counts[token]++;
  return counts;
}

/** Σ (seen - expected)² / expected over tokens that are expected. */
function chiSquare(counts: number[], expected: number[]): number {
  const draws = counts.reduce((sum, n) => sum + n, 0);
  return expected.reduce((sum, p, at) => sum + (p > 0 ? (counts[at] - draws * p) ** 2 / (draws * p) : 0), 0);
}

test("draws come in proportion to the probabilities, by a chi-square test, and never where there is none", () => {
  const draws = 20_000;
  const counts = count(drawTokens(logits(draws), uniforms(draws, "plain")), 7);
  expect(counts[2]).toBe(0);
  // The 0.999 quantile of chi-square with 5 degrees of freedom is 20.5.
  expect(chiSquare(counts, probabilities)).toBeLessThan(20.5);
});

test("with temperature, top-k, top-p and min-p draws follow the distribution by hand", () => {
  const draws = 3000;
  const numbers = { temperature: tf.scalar(0.5), topP: tf.scalar(0.9), minP: tf.scalar(0.4) };
  const rows = { uniforms: uniforms(draws, "cut") };
  const { tokens, logProbs } = chooseTokens(logits(draws), numbers, 4, rows);
  // Squares of 0.3, 0.28, 0.2 and 0.15 are top-k's; 0.15² is outside the nucleus of 0.9; 0.2² is above 0.4 · 0.3².
  const squares = [0, 0.09, 0, 0, 0, 0.0784, 0.04];
  const expected = squares.map((square) => square / 0.2084);
  const counts = count(tokens, 7);
  expect(counts.filter((_, at) => expected[at] === 0)).toEqual([0, 0, 0, 0]);
  // The 0.999 quantile of chi-square with 2 degrees of freedom is 13.8.
  expect(chiSquare(counts, expected)).toBeLessThan(13.8);
  const first = tokens.dataSync()[0];
  expect(logProbs.dataSync()[0]).toBeCloseTo(Math.log(probabilities[first]), 5);
});

test("the first number picks the block and the second the token, by hand", () => {
  // Blocks of 3: masses 0.35, 0.45 and 0.2.
  const at = (first: number, second: number) =>
    drawTokens(logits(1), tf.tensor2d([[first, second]])).dataSync()[0];
  expect([at(0, 0), at(0.34, 0.2), at(0.36, 0.3), at(0.36, 0.34), at(0.79, 0.99), at(0.81, 0.5)]).toEqual([
    0, 1, 3, 4, 5, 6,
  ]);
  expect(at(1 - 2 ** -24, 1 - 2 ** -24)).toBe(6);
});

test("of a vocabulary of 262,144 each token can be drawn, the last one too", () => {
  const width = 262_144;
  const only = (token: number) => {
    const values = new Float32Array(width).fill(-Infinity);
    values[token] = -3;
    return drawTokens(tf.tensor2d(values, [1, width]), tf.tensor2d([[0.7, 0.4]])).dataSync()[0];
  };
  expect([0, 511, 512, 200_001, width - 1].map(only)).toEqual([0, 511, 512, 200_001, width - 1]);
});

test("a row's draw does not depend on the other rows", () => {
  const numbers = uniforms(9, "rows");
  const together = Array.from(drawTokens(logits(9), numbers).dataSync());
  const alone = together.map(
    (_, row) => drawTokens(logits(1), tf.slice(numbers, [row, 0], [1, 2])).dataSync()[0],
  );
  expect(alone).toEqual(together);
});

test("without a temperature the likeliest token is taken, the first of equals, with its log-probability", () => {
  const { tokens, logProbs } = chooseTokens(
    tf.log(
      tf.tensor2d([
        [0.2, 0.4, 0.4],
        [0.5, 0.1, 0.4],
      ]),
    ) as tf.Tensor2D,
    {},
    undefined,
    { uniforms: tf.zeros([2, 2]) },
  );
  expect(Array.from(tokens.dataSync())).toEqual([1, 0]);
  expect(Array.from(logProbs.exp().dataSync(), (p) => p.toFixed(5))).toEqual(["0.40000", "0.50000"]);
});

test("the log-probability is the model's own, whatever penalty and temperature do", () => {
  const numbers = { temperature: tf.scalar(7), repetitionPenalty: tf.scalar(3) };
  const seen = tf.tensor2d([[0, 1]], [1, 2], "int32");
  const z = tf.log(tf.tensor2d([[0.25, 0.75]])) as tf.Tensor2D;
  const { tokens, logProbs } = chooseTokens(z, numbers, undefined, { uniforms: uniforms(1, "one"), seen });
  expect(logProbs.dataSync()[0]).toBeCloseTo(Math.log([0.25, 0.75][tokens.dataSync()[0]]), 6);
});

test("recorded, the choice is the same, and two tensors are left", () => {
  const numbers = { temperature: tf.scalar(0.8), topP: tf.scalar(0.95) };
  const rows = { uniforms: uniforms(40, "recorded") };
  const choose = (z: tf.Tensor2D) => chooseTokens(z, numbers, 5, rows);
  const constants = [numbers, rows];
  expectCloseTrees(graphFunction("choose", choose, { constants })(logits(40)), choose(logits(40)), 1e-6);
  const z = logits(40);
  expect(tensorsLeft(() => choose(z))).toBe(2);
});
