import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import type { Params } from "../../src/engine/tensorTree";
import { classify } from "../../src/models/classify";
import { encode } from "../../src/models/encoder";
import { encoderBatch } from "../../src/models/encoderBatch";
import { loadEncoder } from "../../src/models/loadEncoder";
import { farthest, golden } from "./golden";

const scratch = mkdtempSync(join(tmpdir(), "load-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A copy of the tiny BERT, to be spoilt. */
function copy(name: string): string {
  const folder = join(scratch, name);
  cpSync("test/golden/tinyBert", folder, { recursive: true });
  return folder;
}

function rewriteWeights(folder: string, change: (params: Params) => Params): string {
  const file = join(folder, "model.safetensors");
  writeSafetensors(file, change(readSafetensors(file)));
  return file;
}

function rewriteConfig(folder: string, changes: Record<string, unknown>): string {
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...changes }));
  return file;
}

const withoutPrefix = (params: Params) =>
  Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name.replace(/^bert\./, ""), tensor]));

const rows = golden.tinyBert.rows.map(([text, pair]) => [text, pair ?? undefined] as const);

describe("loadEncoder reads the same encoder", () => {
  test("with and without the model's prefix, and by the old names of a norm's weights", () => {
    const plain = copy("plain");
    rewriteWeights(plain, (params) =>
      Object.fromEntries(
        Object.entries(withoutPrefix(params)).map(([name, tensor]) => [
          name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"),
          tensor,
        ]),
      ),
    );
    const { config, params, tokenizer } = loadEncoder(plain);
    const batch = encoderBatch(
      rows.map(([text, pair]) => tokenizer.encode(text, pair)),
      24,
    );
    expect(farthest(classify(config, params, batch).dataSync(), golden.tinyBert.logits.flat())).toBeLessThan(
      5e-6,
    );
  });

  test("and frees the weights of other heads", () => {
    const folder = copy("other heads");
    rewriteWeights(folder, (params) => ({ ...params, "cls.predictions.bias": tf.zeros([7]) }));
    const before = tf.memory().numTensors;
    const { params } = loadEncoder(folder);
    expect(Object.keys(params)).not.toContain("cls.predictions.bias");
    expect(tf.memory().numTensors - before).toBe(Object.keys(params).length);
  });

  test("without a head where the folder has none, and then knows no labels", () => {
    const folder = copy("headless");
    rewriteWeights(folder, (params) =>
      Object.fromEntries(Object.entries(params).filter(([name]) => !/classifier|pooler/.test(name))),
    );
    const { config, params, tokenizer } = loadEncoder(folder);
    expect(config.labels).toBeUndefined();
    expect(Object.keys(params).some((name) => /classifier|pooler/.test(name))).toBe(false);
    expect(encode(config, params, encoderBatch([tokenizer.encode("fox")], 8)).shape).toEqual([1, 8, 16]);
  });
});

describe("loadEncoder names file and weight", () => {
  test("where a weight is missing", () => {
    const folder = copy("missing");
    const gone = "encoder.layer.1.intermediate.dense.bias";
    const file = rewriteWeights(folder, ({ [`bert.${gone}`]: _, ...rest }) => rest);
    const before = tf.memory().numTensors;
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(`loadEncoder: ${file} has no ${gone}, expected it with shape [24]`),
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test("where a weight has another shape", () => {
    const folder = copy("shape");
    const name = "bert.encoder.layer.0.output.dense.weight";
    const file = rewriteWeights(folder, (params) => ({ ...params, [name]: tf.transpose(params[name]) }));
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(
        `loadEncoder: ${file}: encoder.layer.0.output.dense.weight has shape [24,16], expected [16,24]`,
      ),
    );
  });

  test("where the file is cut off", () => {
    const folder = copy("cut");
    const file = join(folder, "model.safetensors");
    truncateSync(file, 20_000);
    expect(() => loadEncoder(folder)).toThrow(file);
    expect(() => loadEncoder(folder)).toThrow("expected a file that is not cut off");
  });

  test("where there are no weights or no settings", () => {
    const folder = copy("none");
    rmSync(join(folder, "model.safetensors"));
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(
        `loadEncoder: ${folder}/model.safetensors is missing, expected a folder with weights in safetensors`,
      ),
    );
    rmSync(join(folder, "config.json"));
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(`readEncoderConfig: ${folder}/config.json is missing, expected a Hugging Face folder`),
    );
  });

  test.each([
    [{ model_type: "t5" }, 'model_type is "t5", expected "bert" or "roberta"'],
    [{ hidden_act: "relu" }, 'hidden_act is "relu", expected "gelu"'],
    [
      { position_embedding_type: "relative_key" },
      'position_embedding_type is "relative_key", expected "absolute"',
    ],
    [{ is_decoder: true }, "is_decoder is true, expected false"],
    [{ hidden_size: null }, "hidden_size is null, expected a number"],
    [{ num_attention_heads: 3 }, "hiddenSize is 16, expected a multiple of heads, 3"],
    [{ num_hidden_layers: 0 }, "layers is 0, expected a whole number above 0"],
  ])("where config.json has %j", (changes, message) => {
    const folder = copy(Object.keys(changes)[0]);
    const file = rewriteConfig(folder, changes);
    expect(() => loadEncoder(folder)).toThrow(new RangeError(`readEncoderConfig: ${file}: ${message}`));
  });

  test("where the tokenizer has more tokens than the word table", () => {
    const folder = copy("tokens");
    rewriteConfig(folder, { vocab_size: 100 });
    const { size } = loadEncoder("test/golden/tinyBert").tokenizer;
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(`loadEncoder: ${folder}: the tokenizer has ${size} tokens, expected at most 100`),
    );
  });

  test("where labels and classes differ in number", () => {
    const folder = copy("labels");
    rewriteConfig(folder, { id2label: { 0: "a", 1: "b" } });
    expect(() => loadEncoder(folder)).toThrow(
      new RangeError(`loadEncoder: ${folder}/model.safetensors has 3 classes, expected 2 as in config.json`),
    );
  });
});

test("the tokenizer of a loaded encoder cuts where the position table ends", () => {
  const folder = copy("positions");
  rewriteConfig(folder, { max_position_embeddings: 12 });
  rewriteWeights(folder, (params) => {
    const name = "bert.embeddings.position_embeddings.weight";
    return { ...params, [name]: tf.slice(params[name], [0, 0], [12, 16]) };
  });
  const { tokenizer } = loadEncoder(folder);
  expect(tokenizer.maxLength).toBe(12);
  expect(tokenizer.encode("fox ".repeat(30)).ids).toHaveLength(12);
});
