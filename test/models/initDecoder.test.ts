import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { decoderBatch, leftPaddedBatch } from "../../src/models/decoderBatch";
import { llamaConfig } from "../../src/models/decoderConfig";
import { decoderShapes } from "../../src/models/decoderShapes";
import { initDecoder } from "../../src/models/initDecoder";
import { stream } from "../../src/random/stream";
import { farthest } from "./golden";
import { smallDecoder } from "./smallDecoders";

const config = llamaConfig({ vocabularySize: 200, hiddenSize: 48, layers: 2, heads: 4 });
const first = initDecoder(config, stream(1, "init"));

test("new weights repeat themselves for a stream and differ for another", () => {
  const name = "model.layers.1.mlp.gate_proj.weight";
  const at = (seed: number) => initDecoder(config, stream(seed, "init"))[name].dataSync();
  expect(farthest(at(1), first[name].dataSync())).toBe(0);
  expect(farthest(at(2), first[name].dataSync())).toBeGreaterThan(0.01);
});

test("a deeper decoder begins with the same lower layers", () => {
  const deeper = initDecoder(
    { ...config, layers: 3, layerKinds: ["full", "full", "full"] },
    stream(1, "init"),
  );
  for (const [name, weight] of Object.entries(first)) {
    expect(farthest(deeper[name].dataSync(), weight.dataSync()), name).toBe(0);
  }
});

test("new matrices have mean 0 and the deviation asked for, norms scale by 1", () => {
  const { mean, variance } = tf.moments(first["model.embed_tokens.weight"]);
  // 9,600 numbers: within four standard errors.
  expect(Math.abs(mean.dataSync()[0])).toBeLessThan((4 * 0.02) / Math.sqrt(9600));
  expect(Math.abs(Math.sqrt(variance.dataSync()[0]) / 0.02 - 1)).toBeLessThan(4 / Math.sqrt(2 * 9600));
  expect(new Set(first["model.norm.weight"].dataSync())).toEqual(new Set([1]));
  const gemma = initDecoder(smallDecoder("gemma3_text").config, stream(1, "init"));
  expect(new Set(gemma["model.norm.weight"].dataSync())).toEqual(new Set([0]));
});

test("a LLaMA of V = 200, D = 48, F = 128 and two layers has 74,736 weights, 65,136 where the head is the embedding", () => {
  const count = (shapes: Record<string, number[]>) =>
    Object.values(shapes).reduce((total, shape) => total + shape.reduce((a, b) => a * b), 0);
  // Embedding 9,600, head 9,600, each layer 4 · 48² + 3 · 48 · 128 + 2 · 48, last norm 48.
  expect(count(decoderShapes(config))).toBe(2 * 9600 + 2 * (9216 + 18_432 + 96) + 48);
  expect(count(decoderShapes({ ...config, tiedHead: true }))).toBe(9600 + 2 * (9216 + 18_432 + 96) + 48);
});

test("batches are filled up at the side that their name says", () => {
  const right = decoderBatch([[5, 6, 7], [8]], 4, 9);
  expect([right.ids.arraySync(), right.mask.arraySync()]).toEqual([
    [
      [5, 6, 7, 9],
      [8, 9, 9, 9],
    ],
    [
      [1, 1, 1, 0],
      [1, 0, 0, 0],
    ],
  ]);
  const left = leftPaddedBatch([[5, 6, 7], [8]], 4, 9);
  expect([left.ids.arraySync(), left.mask.arraySync()]).toEqual([
    [
      [9, 5, 6, 7],
      [9, 9, 9, 8],
    ],
    [
      [0, 1, 1, 1],
      [0, 0, 0, 1],
    ],
  ]);
});

test("batches refuse rows that are empty or too long", () => {
  expect(() => decoderBatch([], 4, 0)).toThrow(
    new RangeError("decoderBatch: rows is empty, expected one or more"),
  );
  expect(() => decoderBatch([[1], []], 4, 0)).toThrow(
    new RangeError("decoderBatch: row 1 has 0 tokens, expected 1 to 4"),
  );
  expect(() => leftPaddedBatch([[1, 2, 3, 4, 5]], 4, 0)).toThrow(
    new RangeError("leftPaddedBatch: row 0 has 5 tokens, expected 1 to 4"),
  );
});
