import { afterAll, describe, expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { type EncoderBatch, embedInput, encode, runLayers } from "../../src/models/encoder";
import { encoderBatch } from "../../src/models/encoderBatch";
import { loadEncoder } from "../../src/models/loadEncoder";
import type { Encoding } from "../../src/text/tokenizer";
import { farthest, golden, type TinyGolden } from "./golden";
import { miniLMFolder, noMiniLM } from "./miniLM";
import { smallEncoder, texts } from "./smallEncoder";

const small = smallEncoder();
const encodings = texts.map((text) => small.tokenizer.encode(text));
afterAll(() => disposeTree(small.params));

/** The states of one row's tokens. */
function statesOf(hidden: tf.Tensor, row: number, tokens: number): Float32Array {
  return tf.tidy(() => tf.slice(hidden, [row, 0, 0], [1, tokens, -1]).dataSync<"float32">());
}

describe("hidden states equal those of transformers after every layer", () => {
  test.each(["tinyBert", "tinyRoberta"] as const)("for %s", (name) => {
    const { config, params, tokenizer } = loadEncoder(`test/golden/${name}`);
    const { rows, lengths, hiddenStates }: TinyGolden = golden[name];
    const batch = encoderBatch(
      rows.map(([text, textPair]) => tokenizer.encode(text, textPair ?? undefined)),
      24,
      tokenizer.padId,
    );
    hiddenStates.forEach((expected, layer) => {
      const hidden = runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, layer);
      lengths.forEach((tokens, row) => {
        expect(farthest(statesOf(hidden, row, tokens), expected[row])).toBeLessThan(5e-6);
      });
    });
  });

  test.skipIf(noMiniLM)(`for MiniLM${noMiniLM ? ` (${noMiniLM})` : ""}`, () => {
    const { config, params, tokenizer } = loadEncoder(miniLMFolder);
    const { sentences, features, firstAndLast, sums } = golden["all-MiniLM-L6-v2"];
    const rows = sentences.map((text) => tokenizer.encode(text));
    const batch = encoderBatch(rows, 64, tokenizer.padId);
    let hidden = embedInput(config, params, batch);
    firstAndLast.forEach((expected, layer) => {
      if (layer > 0) hidden = runLayers(config, params, hidden, batch.mask, layer - 1, layer);
      rows.forEach(({ ids }, row) => {
        const states = statesOf(hidden, row, ids.length);
        const ours = [0, ids.length - 1].flatMap((token) => features.map((f) => states[token * 384 + f]));
        expect(farthest(ours, expected[row])).toBeLessThan(1e-4);
        const sum = states.reduce((total, value) => total + Math.abs(value), 0);
        expect(Math.abs(sum / sums[layer][row] - 1)).toBeLessThan(1e-5);
      });
    });
  });
});

describe("padding never changes a state", () => {
  const encodeRows = (rows: Encoding[], length: number, padId: number) => {
    const batch = encoderBatch(rows, length, padId);
    return tf.tidy(() => encode(small.config, small.params, batch));
  };

  test("more of it, other numbers in it, other rows beside it", () => {
    const alone = encodeRows([encodings[2]], encodings[2].ids.length, 0);
    const expected = statesOf(alone, 0, encodings[2].ids.length);
    for (const padId of [0, 9]) {
      const amongOthers = encodeRows([encodings[0], encodings[2], encodings[3]], 24, padId);
      expect(farthest(statesOf(amongOthers, 1, encodings[2].ids.length), expected)).toBeLessThan(2e-6);
    }
  });

  test("while a token that is not masked does change it", () => {
    const { ids, typeIds } = encodings[0];
    const changed = [{ ids: [...ids.slice(0, -1), 9], typeIds }];
    const before = statesOf(encodeRows([encodings[0]], ids.length, 0), 0, 1);
    expect(farthest(statesOf(encodeRows(changed, ids.length, 0), 0, 1), before)).toBeGreaterThan(1e-3);
  });
});

test("one graph gives the states of running op by op, with and without dropout", () => {
  const batch = encoderBatch(encodings, 16);
  const seed = tf.tensor1d([3, 4], "int32");
  const graph = graphFunction("encode", (params: Params, rows: EncoderBatch, seed: tf.Tensor) => ({
    plain: encode(small.config, params, rows),
    dropped: encode(small.config, params, rows, seed),
  }));
  const { plain, dropped } = graph(small.params, batch, seed);
  const plainEager = encode(small.config, small.params, batch);
  const droppedEager = encode(small.config, small.params, batch, seed);
  expect(farthest(plain.dataSync(), plainEager.dataSync())).toBeLessThan(1e-5);
  expect(farthest(dropped.dataSync(), droppedEager.dataSync())).toBeLessThan(1e-5);
  expect(farthest(plain.dataSync(), dropped.dataSync())).toBeGreaterThan(0.1);
  graph.dispose();
});

test("dropout repeats itself for a seed, differs for another, and drops differently at each place", () => {
  const batch = encoderBatch(encodings, 16);
  const at = (seed: [number, number]) =>
    encode(small.config, small.params, batch, tf.tensor1d(seed, "int32")).dataSync();
  expect(farthest(at([1, 2]), at([1, 2]))).toBe(0);
  expect(farthest(at([1, 2]), at([1, 3]))).toBeGreaterThan(0.1);
  expect(farthest(at([1, 2]), at([2, 2]))).toBeGreaterThan(0.1);
});

test("running layers 0 to 1 and then 1 to 3 is running 0 to 3", () => {
  const { config, params } = small;
  const batch = encoderBatch(encodings, 16);
  const lower = runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, 1);
  const inTwo = runLayers(config, params, lower, batch.mask, 1, 3);
  expect(farthest(inTwo.dataSync(), encode(config, params, batch).dataSync())).toBe(0);
});

test("encode leaves exactly one new tensor behind", () => {
  const batch = encoderBatch(encodings, 16);
  expect(tensorsLeft(() => encode(small.config, small.params, batch))).toBe(1);
});

test("runLayers and embedInput refuse layers and places that are not there", () => {
  const { config, params } = small;
  const batch = encoderBatch(encodings, 32);
  expect(() => embedInput(config, params, batch)).toThrow(
    new RangeError("embedInput: ids has 32 places a row, expected at most 24"),
  );
  const hidden = tf.zeros([4, 32, 12]) as tf.Tensor3D;
  expect(() => runLayers(config, params, hidden, batch.mask, 2, 4)).toThrow(
    new RangeError("runLayers: from and to are 2 and 4, expected 0 <= from <= to <= 3"),
  );
});
