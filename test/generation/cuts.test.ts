import { describe, expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { minP } from "../../src/generation/minP";
import { repetitionPenalty } from "../../src/generation/repetitionPenalty";
import { topK } from "../../src/generation/topK";
import { topP } from "../../src/generation/topP";
import { farthest } from "../models/golden";
import { golden } from "./golden";

const { processors } = golden;
const logits = tf.tensor2d(processors.logits);
/** Probabilities 0.1, 0.5, 0.15 and 0.25; then two that are equal and likeliest. */
const byHand = tf.log(
  tf.tensor2d([
    [0.1, 0.5, 0.15, 0.25],
    [0.35, 0.2, 0.35, 0.1],
  ]),
) as tf.Tensor2D;

const keptIn = (cut: tf.Tensor2D) =>
  (cut.arraySync() as number[][]).map((row) => row.flatMap((value, at) => (value > -Infinity ? [at] : [])));

describe("top-p", () => {
  test.each([
    [0.3, [[1], [0, 2]]],
    [
      0.6,
      [
        [1, 3],
        [0, 2],
      ],
    ],
    [
      0.74,
      [
        [1, 3],
        [0, 1, 2],
      ],
    ],
    [
      0.76,
      [
        [1, 2, 3],
        [0, 1, 2],
      ],
    ],
    [
      0.95,
      [
        [0, 1, 2, 3],
        [0, 1, 2, 3],
      ],
    ],
  ])("of %d keeps by hand the fewest likeliest tokens that reach it, equals together", (share, kept) => {
    expect(keptIn(topP(byHand, tf.scalar(share)))).toEqual(kept);
  });

  test.each(Object.keys(processors.topP))("of %s keeps what transformers keeps", (share) => {
    const cut = topP(logits, tf.scalar(Number(share)));
    expect(keptIn(cut)).toEqual(processors.topP[share]);
    const kept = tf.where(tf.greater(cut, Number.NEGATIVE_INFINITY), logits, cut);
    expect(Array.from(cut.dataSync())).toEqual(Array.from(kept.dataSync()));
  });

  test("finds the edge of a wide vocabulary as a sort does", () => {
    const width = 50_000;
    const wide = tf.mul(tf.sin(tf.mul(tf.range(0, width), 12.9898)), 6).reshape([1, width]) as tf.Tensor2D;
    const probabilities = Array.from(tf.softmax(wide).dataSync()).sort((a, b) => b - a);
    for (const share of [0.2, 0.9]) {
      const needed = probabilities.reduce(
        ({ mass, count }, p) => (mass < share ? { mass: mass + p, count: count + 1 } : { mass, count }),
        { mass: 0, count: 0 },
      ).count;
      const [kept] = keptIn(topP(wide, tf.scalar(share)));
      // Rounding of the sums may move the edge by a few of some ten thousand.
      expect(Math.abs(kept.length - needed)).toBeLessThan(5e-4 * width);
    }
  });

  test("leaves what was cut before cut", () => {
    const cut = topP(tf.tensor2d([[0, -Infinity, 0, -Infinity]]), tf.scalar(0.9));
    expect(keptIn(cut)).toEqual([[0, 2]]);
  });
});

test.each(Object.keys(processors.topK))("top-k of %s keeps what transformers keeps", (k) => {
  const { logits: values, tokens } = topK(logits, Number(k));
  const kept = (tokens.arraySync() as number[][]).map((row) => [...row].sort((a, b) => a - b));
  expect(kept).toEqual(processors.topK[k]);
  const best = processors.logits.flatMap((row) => [...row].sort((a, b) => b - a).slice(0, Number(k)));
  expect(Array.from(values.dataSync())).toEqual(best.map(Math.fround));
});

test.each(Object.keys(processors.minP))("min-p of %s keeps what transformers keeps", (share) => {
  expect(keptIn(minP(logits, tf.scalar(Number(share))))).toEqual(processors.minP[share]);
});

test("min-p by hand: half of the likeliest token's probability stays, less does not", () => {
  expect(keptIn(minP(byHand, tf.scalar(0.49)))).toEqual([
    [1, 3],
    [0, 1, 2],
  ]);
});

test("the repetition penalty gives what transformers gives, for tokens seen twice too", () => {
  const seen = tf.tensor2d(processors.seen, undefined, "int32");
  const penalised = repetitionPenalty(logits, seen, tf.scalar(processors.penalty));
  expect(farthest(penalised.dataSync(), processors.penalised.flat())).toBeLessThan(1e-5);
});

test("a repetition penalty by hand: 3 becomes 2, -3 becomes -4.5", () => {
  const seen = tf.tensor2d([[0, 1, 1]], [1, 3], "int32");
  const penalised = repetitionPenalty(tf.tensor2d([[3, -3, 3]]), seen, tf.scalar(1.5));
  expect(Array.from(penalised.dataSync())).toEqual([2, -4.5, 3]);
});

describe("recorded, the cuts give the same and leave one tensor", () => {
  const seen = tf.tensor2d(processors.seen, undefined, "int32");
  const cuts: Record<string, (z: tf.Tensor2D) => tf.Tensor2D> = {
    topP: (z) => topP(z, tf.scalar(0.9)),
    minP: (z) => minP(z, tf.scalar(0.1)),
    repetitionPenalty: (z) => repetitionPenalty(z, seen, tf.scalar(1.3)),
  };
  test.each(Object.keys(cuts))("%s", (name) => {
    const recorded = graphFunction(name, cuts[name], { constants: [seen] });
    expect(Array.from(recorded(logits).dataSync())).toEqual(Array.from(cuts[name](logits).dataSync()));
    expect(tensorsLeft(() => tf.tidy(() => cuts[name](logits)))).toBe(1);
  });
});
