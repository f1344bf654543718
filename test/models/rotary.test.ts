import { describe, expect, test } from "vitest";
import { valueAndGradients } from "../../src/engine/gradients";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { rotaryTables, rotate } from "../../src/models/rotary";
import { type RotaryScaling, type RotarySettings, rotaryAngles } from "../../src/models/rotarySettings";
import { stream } from "../../src/random/stream";
import { farthest } from "./golden";

const settings: RotarySettings = { base: 100, size: 4 };
const random = stream(1, "rotary");

function features(places: number, width: number): tf.Tensor {
  return tf.tensor4d(Array.from({ length: places * width }, random.normal), [1, 1, places, width]);
}

/** Features of one head, each turned as at its position. */
function rotated(x: tf.Tensor, positions: number[], of = settings): tf.Tensor {
  return rotate(x, rotaryTables(of, tf.tensor2d([positions], undefined, "int32")));
}

test("position 3 turns (1, 0, 0, 1) with base 100 to (cos 3, -sin 0.3, sin 3, cos 0.3)", () => {
  const y = rotated(tf.tensor4d([[[[1, 0, 0, 1]]]]), [3]);
  const byHand = [Math.cos(3), -Math.sin(0.3), Math.sin(3), Math.cos(0.3)];
  expect(farthest(y.dataSync(), byHand)).toBeLessThan(1e-6);
});

test("position 0 changes nothing, and no position changes the length of a pair", () => {
  const x = features(2, 4);
  const y = rotated(x, [0, 9]);
  expect(farthest(y.dataSync().slice(0, 4), x.dataSync().slice(0, 4))).toBe(0);
  const lengths = (z: tf.Tensor) =>
    tf.add(tf.square(z.slice([0, 0, 0, 0], [1, 1, 2, 2])), tf.square(z.slice([0, 0, 0, 2], [1, 1, 2, 2])));
  expect(farthest(lengths(y).dataSync(), lengths(x).dataSync())).toBeLessThan(1e-5);
});

test("the product of a query and a key depends on the distance of their positions alone", () => {
  const [query, key] = [features(1, 4), features(1, 4)];
  const product = (at: number, from: number) =>
    tf.sum(tf.mul(rotated(query, [at]), rotated(key, [from]))).dataSync()[0];
  expect(product(7, 4)).toBeCloseTo(product(23, 20), 4);
  expect(Math.abs(product(7, 4) - product(7, 5))).toBeGreaterThan(1e-3);
});

test("features from size on stay as they are", () => {
  const x = features(3, 7);
  const y = rotated(x, [5, 6, 7]);
  const tail = (z: tf.Tensor) => z.slice([0, 0, 0, 4], [1, 1, 3, 3]).dataSync();
  expect(farthest(tail(y), tail(x))).toBe(0);
  expect(farthest(y.dataSync(), x.dataSync())).toBeGreaterThan(0.1);
});

test("the gradient of a turn equals finite differences", () => {
  const weights = features(3, 6);
  const x = features(3, 6);
  const loss = (z: tf.Tensor) => tf.sum(tf.mul(rotated(z, [1, 4, 2]), weights)) as tf.Scalar;
  const { gradients } = valueAndGradients(({ z }) => loss(z), { z: x });
  const slope = gradients.z.dataSync();
  for (const at of [0, 5, 8, 17]) {
    const step = new Float32Array(18);
    step[at] = 0.5;
    const shift = tf.tensor(step, x.shape);
    // The function is linear, so a large step is exact.
    const difference = loss(tf.add(x, shift)).dataSync()[0] - loss(tf.sub(x, shift)).dataSync()[0];
    expect(slope[at]).toBeCloseTo(difference, 4);
  }
});

test("rotate leaves exactly one new tensor behind", () => {
  const x = features(3, 6);
  const tables = rotaryTables(settings, tf.tensor2d([[0, 1, 2]], undefined, "int32"));
  expect(tensorsLeft(() => tf.tidy(() => rotate(x, tables)))).toBe(1);
});

describe("rotaryAngles", () => {
  test("are base^(-2i / size)", () => {
    expect(rotaryAngles({ base: 10_000, size: 4 })).toEqual({ frequencies: [1, 0.01], amplitude: 1 });
  });

  test("are divided by the factor of linear scaling", () => {
    const scaling = { type: "linear", factor: 8 } as const;
    expect(rotaryAngles({ base: 10_000, size: 4, scaling }).frequencies).toEqual([0.125, 0.00125]);
  });

  test("of LLaMA 3 keep quick pairs, slow the slow ones, and blend between", () => {
    const scaling = {
      type: "llama3",
      factor: 32,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalMaxPositions: 2 * Math.PI * 10,
    } as const;
    // 10 turns in the original context, then 2.5 (half way between 1 and 4), then 0.625.
    const { frequencies } = rotaryAngles({ base: 4 ** 3, size: 6, scaling });
    const expected = [1, 0.25 * (0.5 / 32 + 0.5), 0.0625 / 32];
    expect(farthest(frequencies, expected)).toBeLessThan(1e-12);
  });

  test("of LongRoPE are divided by the short factors, and what turns is made larger", () => {
    const scaling = {
      type: "longrope" as const,
      shortFactors: [1, 2],
      longFactors: [3, 4],
      originalMaxPositions: 8,
      attentionFactor: 1.19,
    } satisfies RotaryScaling;
    const long: RotarySettings = { base: 10_000, size: 4, scaling };
    expect(rotaryAngles(long)).toEqual({ frequencies: [1, 0.005], amplitude: 1.19 });
    expect(rotated(tf.tensor4d([[[[1, 0, 0, 0]]]]), [0], long).dataSync()[0]).toBeCloseTo(1.19, 6);
  });
});
