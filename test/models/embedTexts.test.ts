import { expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { embedTexts } from "../../src/models/embedTexts";
import { encode, runLayers } from "../../src/models/encoder";
import { encoderBatch } from "../../src/models/encoderBatch";
import { loadEncoder } from "../../src/models/loadEncoder";
import { hiddenBatch, lowerStates } from "../../src/models/lowerStates";
import { farthest, golden } from "./golden";
import { miniLMFolder, noMiniLM } from "./miniLM";
import { smallEncoder } from "./smallEncoder";

const encoder = smallEncoder();
/** 23 texts of many lengths, in no order. */
const many = Array.from(
  { length: 23 },
  (_, i) => "the cat sat on the mat ".repeat(1 + ((i * 5) % 4)) + "dog ".repeat(i % 3),
);

test.skipIf(noMiniLM)(
  `MiniLM's embeddings are those of sentence-transformers${noMiniLM ? ` (${noMiniLM})` : ""}`,
  async () => {
    const { sentences, features, embeddings, cosines } = golden["all-MiniLM-L6-v2"];
    const miniLM = loadEncoder(miniLMFolder);
    expect(miniLM.sentenceLength).toBe(256);
    const { vectors } = await embedTexts(miniLM, sentences);
    vectors.forEach((vector, row) => {
      expect(
        farthest(
          features.map((f) => vector[f]),
          embeddings[row],
        ),
      ).toBeLessThan(1e-5);
      const ours = vectors.map((other) => other.reduce((sum, value, f) => sum + value * vector[f], 0));
      expect(farthest(ours, cosines[row])).toBeLessThan(1e-5);
    });
  },
);

test("a text's embedding depends neither on the texts beside it nor on the batch size", async () => {
  const { vectors } = await embedTexts(encoder, many, { batchSize: 4 });
  expect(vectors).toHaveLength(23);
  for (const row of [0, 7, 22]) {
    const alone = await embedTexts(encoder, [many[row]], { batchSize: 1 });
    expect(farthest(vectors[row], alone.vectors[0])).toBeLessThan(1e-6);
  }
  expect(farthest(vectors[0], vectors[1])).toBeGreaterThan(1e-3);
});

test("no texts have no embeddings", async () => {
  expect((await embedTexts(encoder, [])).vectors).toEqual([]);
});

test("embedTexts tells its progress, text by text and without fillers", async () => {
  const seen: number[] = [];
  await embedTexts(encoder, many, { batchSize: 4, onProgress: (done, total) => seen.push(done / total) });
  expect(seen).toEqual([4, 8, 12, 16, 20, 23].map((done) => done / 23));
});

test("an abort ends the pass before the next batch and leaves no tensor", async () => {
  const before = tf.memory().numTensors;
  const controller = new AbortController();
  let batches = 0;
  const onProgress = () => {
    batches++;
    controller.abort(new Error("enough"));
  };
  await expect(
    embedTexts(encoder, many, { batchSize: 4, signal: controller.signal, onProgress }),
  ).rejects.toThrow("enough");
  expect(batches).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});

test("kept lower states, put into a batch of another length, lead to the same last states", async () => {
  const { config, params, tokenizer } = encoder;
  const encodings = many.map((text) => tokenizer.encode(text));
  const kept = await lowerStates(encoder, encodings, 2, { batchSize: 4 });
  const rows = [5, 0, 21];
  const { hidden, mask } = hiddenBatch(kept, rows, 24);
  const fromKept = runLayers(config, params, hidden, mask, 2, 3);
  const fromTexts = encode(
    config,
    params,
    encoderBatch(
      rows.map((row) => encodings[row]),
      24,
    ),
  );
  const atTokens = (states: tf.Tensor3D) => tf.mul(states, tf.expandDims(mask, 2)).dataSync();
  expect(farthest(atTokens(fromKept), atTokens(fromTexts))).toBeLessThan(2e-6);
});

test("hiddenBatch refuses a row that is too long, or not there", async () => {
  const kept = await lowerStates(encoder, [encoder.tokenizer.encode("the cat sat on the mat")], 1);
  expect(() => hiddenBatch(kept, [0], 7)).toThrow(
    new RangeError("hiddenBatch: row 0 has 8 tokens, expected at most 7"),
  );
  expect(() => hiddenBatch(kept, [1], 8)).toThrow(
    new RangeError("hiddenBatch: row is 1, expected one of 1 texts, from 0"),
  );
});
