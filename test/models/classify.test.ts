import { afterAll, describe, expect, test } from "vitest";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { classify, classifyFrom, classifyMeanFrom } from "../../src/models/classify";
import { type EncoderBatch, embedInput, encode, runLayers } from "../../src/models/encoder";
import { encoderBatch } from "../../src/models/encoderBatch";
import { loadEncoder } from "../../src/models/loadEncoder";
import { trainableFrom } from "../../src/models/trainableFrom";
import { farthest, golden } from "./golden";
import { smallEncoder, texts } from "./smallEncoder";

const { config, params, tokenizer } = smallEncoder();
const batch = encoderBatch(
  texts.map((text) => tokenizer.encode(text)),
  16,
);
afterAll(() => disposeTree([params, batch]));

function tiny(name: "tinyBert" | "tinyRoberta") {
  const encoder = loadEncoder(`test/golden/${name}`);
  const rows = golden[name].rows.map(([text, pair]) => encoder.tokenizer.encode(text, pair ?? undefined));
  return { ...encoder, batch: encoderBatch(rows, 24, encoder.tokenizer.padId) };
}

/** The mean cross-entropy, from TensorFlow.js alone. */
function meanLoss(logits: tf.Tensor, labels: number[]): tf.Scalar {
  const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), logits.shape[1]!);
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1))) as tf.Scalar;
}

describe.each(["tinyBert", "tinyRoberta"] as const)("%s", (name) => {
  test("has the logits of transformers", () => {
    const { config, params, batch } = tiny(name);
    expect(farthest(classify(config, params, batch).dataSync(), golden[name].logits.flat())).toBeLessThan(
      5e-6,
    );
  });

  test("has the loss and the gradients of torch, op by op and as one graph", () => {
    const { config, params, batch } = tiny(name);
    const { labels, loss, gradientNorms, wordGradient } = golden[name];
    // The pooler of RoBERTa's golden file has no gradient, as it has none here.
    const body = (params: Params, rows: EncoderBatch) =>
      valueAndGradients((weights) => meanLoss(classify(config, weights, rows), labels), params);
    const graph = graphFunction("gradients", body);
    for (const run of [body, graph]) {
      const { value, gradients } = run(params, batch);
      expect(Math.abs(value.dataSync()[0] - loss)).toBeLessThan(1e-6);
      const norms = Object.fromEntries(
        Object.entries(gradients).map(([weight, gradient]) => [weight, tf.norm(gradient).dataSync()[0]]),
      );
      for (const [weight, norm] of Object.entries(gradientNorms)) {
        const plain = weight.replace(/^(bert|roberta)\./, "");
        // The key's bias cancels in the softmax: its gradient is rounding alone.
        expect(Math.abs(norms[plain] - norm), plain).toBeLessThan(1e-4 * norm + 1e-6);
      }
      expect(Object.keys(norms)).toHaveLength(Object.keys(gradientNorms).length);
      const words = tf.sum(gradients["embeddings.word_embeddings.weight"], 1).dataSync();
      expect(farthest(words, wordGradient)).toBeLessThan(1e-5);
    }
    graph.dispose();
  });
});

test("computing the last layer for the first token only changes no logit", () => {
  const states = runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, config.layers);
  const fromAll = classifyFrom(config, params, states, batch.mask, config.layers);
  expect(farthest(classify(config, params, batch).dataSync(), fromAll.dataSync())).toBeLessThan(2e-6);
});

test("logits from kept lower states are those from the texts", () => {
  const lower = runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, 2);
  const kept = classifyFrom(config, params, lower, batch.mask, 2);
  expect(farthest(kept.dataSync(), classify(config, params, batch).dataSync())).toBeLessThan(1e-6);
});

test("the mean-pooled logits of one text are W mean(h) + b by hand", () => {
  const hidden = tf.slice(encode(config, params, batch), [2, 0, 0], [1, 3, -1]).arraySync() as number[][][];
  const weight = params["classifier.weight"].arraySync() as number[][];
  const bias = params["classifier.bias"].arraySync() as number[];
  const mean = hidden[0][0].map((_, f) => (hidden[0][0][f] + hidden[0][1][f] + hidden[0][2][f]) / 3);
  const byHand = weight.map((row, c) => row.reduce((sum, w, f) => sum + w * mean[f], bias[c]));
  const logits = classifyMeanFrom(config, params, embedInput(config, params, batch), batch.mask, 0);
  expect(farthest(tf.slice(logits, [2, 0], [1, 4]).dataSync(), byHand)).toBeLessThan(1e-5);
});

test("with dropout the gradients of the mean-pooled loss equal finite differences", () => {
  const seed = tf.tensor1d([5, 6], "int32");
  const { frozen, trainable } = trainableFrom(config, params, 1, { pooler: false });
  const lower = runLayers(config, params, embedInput(config, params, batch), batch.mask, 0, 1);
  const loss = (weights: Params) =>
    meanLoss(classifyMeanFrom(config, { ...frozen, ...weights }, lower, batch.mask, 1, seed), [0, 3, 1, 1]);
  const { gradients } = valueAndGradients(loss, trainable);
  for (const name of [
    "encoder.layer.1.attention.self.value.weight",
    "encoder.layer.2.output.LayerNorm.weight",
  ]) {
    const direction = tf.randomUniform(params[name].shape, -1, 1, "float32", 3);
    const along = tf.sum(tf.mul(gradients[name], direction)).dataSync()[0];
    const at = (step: number) =>
      loss({ ...trainable, [name]: tf.add(params[name], tf.mul(direction, step)) }).dataSync()[0];
    expect(Math.abs((at(5e-3) - at(-5e-3)) / 1e-2 - along), name).toBeLessThan(2e-3 * Math.abs(along) + 2e-4);
  }
});

test("trainableFrom leaves no weight out and freezes what lies below", () => {
  const { frozen, trainable } = trainableFrom(config, params, 2);
  expect(Object.keys(frozen).length + Object.keys(trainable).length).toBe(Object.keys(params).length);
  expect(
    Object.keys(trainable).filter((name) => !/^(encoder\.layer\.2|pooler|classifier)\./.test(name)),
  ).toEqual([]);
  expect(Object.keys(trainableFrom(config, params, 0).frozen)).toEqual([]);
  expect(Object.keys(trainableFrom(config, params, 0, { pooler: false }).frozen)).toEqual([
    "pooler.dense.weight",
    "pooler.dense.bias",
  ]);
  expect(() => trainableFrom(config, params, 4)).toThrow(
    new RangeError("trainableFrom: from is 4, expected a whole number from 0 to 3"),
  );
});

test("classify leaves exactly one new tensor behind", () => {
  expect(tensorsLeft(() => classify(config, params, batch))).toBe(1);
});
