import { afterAll, describe, expect, test } from "vitest";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { logProbOf } from "../../src/engine/ops/logProbOf";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { type Decoder, type DecoderBatch, decoderStates } from "../../src/models/decoder";
import { decoderBatch, leftPaddedBatch } from "../../src/models/decoderBatch";
import { loadDecoder } from "../../src/models/loadDecoder";
import { tokenLogits } from "../../src/models/tokenLogits";
import { gemmaFolder, golden, noGemma, tinyFolder, tinyNames } from "./decoderGolden";
import { farthest } from "./golden";
import { families, rows, smallDecoder } from "./smallDecoders";

const small = Object.fromEntries(families.map((family) => [family, smallDecoder(family)]));
afterAll(() => disposeTree(Object.values(small).map(({ params }) => params)));

const logitsOfBatch = ({ config, params }: Pick<Decoder, "config" | "params">, batch: DecoderBatch) =>
  tf.tidy(() => tokenLogits(config, params, decoderStates(config, params, batch)));

/** The logits of one row's tokens. */
function rowOf(logits: tf.Tensor, row: number, from: number, tokens: number): Float32Array {
  return tf.tidy(() => tf.slice(logits, [row, from, 0], [1, tokens, -1]).dataSync<"float32">());
}

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

describe("logits equal those of transformers", () => {
  test.each(tinyNames)("for %s, padded on the right and on the left", (name) => {
    const decoder = loadDecoder(tinyFolder(name));
    const length = 15;
    const right = logitsOfBatch(decoder, decoderBatch(golden.rows, length, 0));
    const left = logitsOfBatch(decoder, leftPaddedBatch(golden.rows, length, 0));
    golden.rows.forEach(({ length: tokens }, row) => {
      const expected = golden.tiny[name].logits[row];
      const bound = 1e-5 * largest(expected);
      expect(farthest(rowOf(right, row, 0, tokens), expected)).toBeLessThan(bound);
      expect(farthest(rowOf(left, row, length - tokens, tokens), expected)).toBeLessThan(bound);
    });
    disposeTree([decoder.params, left, right]);
  });

  test.skipIf(noGemma)(
    `for Gemma 3 270M${noGemma ? ` (${noGemma})` : ""}`,
    () => {
      const { config, params, tokenizer } = loadDecoder(gemmaFolder);
      const { text, ids, topTokens, topLogits, logProbs } = golden["gemma-3-270m"];
      expect(tokenizer.encode(text).ids).toEqual(ids);
      const logits = tf.squeeze(logitsOfBatch({ config, params }, decoderBatch([ids], ids.length, 0)), [0]);
      const top = tf.topk(logits, 5);
      expect(top.indices.arraySync()).toEqual(topTokens);
      expect(farthest(top.values.dataSync(), topLogits.flat())).toBeLessThan(
        1e-4 * largest(topLogits.flat()),
      );
      const before = tf.slice(logits, [0, 0], [ids.length - 1, -1]);
      const following = logProbOf(before, tf.tensor1d(ids.slice(1), "int32"));
      expect(farthest(following.dataSync(), logProbs)).toBeLessThan(2e-4);
      disposeTree([params, logits, before, following, top.indices, top.values]);
    },
    60_000,
  );
});

test.each(tinyNames)("loss and the gradient of every weight equal those of transformers for %s", (name) => {
  const { config, params } = loadDecoder(tinyFolder(name));
  const ids = golden.rows[0];
  const batch = decoderBatch([ids.slice(0, -1)], ids.length - 1, 0);
  const next = tf.tensor2d([ids.slice(1)], undefined, "int32");
  const loss = (params: Params) => logProbOf(logitsOfBatch({ config, params }, batch), next).mean().neg();
  const { value, gradients } = valueAndGradients(loss as (params: Params) => tf.Scalar, params);
  expect(value.dataSync()[0]).toBeCloseTo(golden.tiny[name].loss, 5);
  const norms = golden.tiny[name].gradientNorms;
  expect(Object.keys(gradients).sort()).toEqual(Object.keys(norms).sort());
  for (const [weight, gradient] of Object.entries(gradients)) {
    const norm = tf.tidy(() => tf.norm(gradient).dataSync()[0]);
    expect(Math.abs(norm / norms[weight] - 1), weight).toBeLessThan(2e-5);
  }
  disposeTree([params, gradients, value, batch, next]);
});

describe.each(families)("%s", (family) => {
  const { config, params } = small[family];

  test("gives in one graph what it gives op by op", () => {
    const batch = decoderBatch(rows, 13, 0);
    const graph = graphFunction("logits", (params: Params, batch: DecoderBatch) =>
      logitsOfBatch({ config, params }, batch),
    );
    const eager = logitsOfBatch({ config, params }, batch).dataSync();
    expect(farthest(graph(params, batch).dataSync(), eager)).toBeLessThan(2e-5);
    graph.dispose();
  });

  test("gives a token the same logits whatever follows it, and others when what stands before it changes", () => {
    const [long] = rows;
    const logitsAt = (ids: number[], place: number) =>
      rowOf(logitsOfBatch({ config, params }, decoderBatch([ids], ids.length, 0)), 0, place, 1);
    const changedAt = (place: number) => long.map((id, at) => (at === place ? 17 : id));
    expect(farthest(logitsAt(changedAt(6), 5), logitsAt(long, 5))).toBe(0);
    expect(farthest(logitsAt(long.slice(0, 6), 5), logitsAt(long, 5))).toBeLessThan(1e-5);
    expect(farthest(logitsAt(changedAt(4), 5), logitsAt(long, 5))).toBeGreaterThan(1e-2);
  });

  test("is not changed by more padding, by its side, by what stands in it, or by other rows", () => {
    const tokens = rows[2].length;
    const alone = rowOf(logitsOfBatch({ config, params }, decoderBatch([rows[2]], tokens, 0)), 0, 0, tokens);
    for (const padId of [0, 9]) {
      const right = logitsOfBatch({ config, params }, decoderBatch(rows, 14, padId));
      const left = logitsOfBatch({ config, params }, leftPaddedBatch(rows, 14, padId));
      expect(farthest(rowOf(right, 2, 0, tokens), alone)).toBeLessThan(1e-5);
      expect(farthest(rowOf(left, 2, 14 - tokens, tokens), alone)).toBeLessThan(1e-5);
    }
  });
});

test("a decoder whose layers all have a window of 3 forgets what is further back than its layers reach", () => {
  const { params } = small.phi3;
  const config = { ...small.phi3.config, window: 3 };
  const [long] = rows;
  const last = (ids: number[]) =>
    rowOf(logitsOfBatch({ config, params }, decoderBatch([ids], ids.length, 0)), 0, ids.length - 1, 1);
  // Two layers reach two places further back each: four in all.
  const changedAt = (back: number) => long.map((id, at) => (at === long.length - 1 - back ? 17 : id));
  expect(farthest(last(changedAt(5)), last(long))).toBe(0);
  expect(farthest(last(changedAt(4)), last(long))).toBeGreaterThan(1e-5);
});

test("decoderStates leaves exactly one new tensor behind", () => {
  const { config, params } = small.gemma3_text;
  const batch = decoderBatch(rows, 13, 0);
  expect(tensorsLeft(() => decoderStates(config, params, batch))).toBe(1);
});

test("decoderStates refuses rows longer than the decoder can take, with LongRoPE than its first training had", () => {
  const batch = decoderBatch(rows, 33, 0);
  expect(() => decoderStates(small.llama.config, small.llama.params, batch)).toThrow(
    new RangeError("decoderStates: ids has 33 places a row, expected at most 32"),
  );
  expect(() => decoderStates(small.phi3.config, small.phi3.params, batch)).toThrow(
    new RangeError("decoderStates: ids has 33 places a row, expected at most 16"),
  );
});
