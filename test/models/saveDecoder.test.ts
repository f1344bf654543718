import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { decoderStates } from "../../src/models/decoder";
import { decoderBatch } from "../../src/models/decoderBatch";
import { loadDecoder } from "../../src/models/loadDecoder";
import { saveDecoder } from "../../src/models/saveDecoder";
import { tokenLogits } from "../../src/models/tokenLogits";
import { farthest } from "./golden";
import { families, rows, smallDecoder } from "./smallDecoders";

interface Saved {
  class: string;
  parameters: number;
  logits: number[][];
  generation: unknown[];
  eos: number | number[];
  /** LLaMA's tokenizer alone: Qwen's folders are read by rules of their own. */
  ids?: number[];
}

/** What transformers read from folders that `saveDecoder` had written; test/golden/savedDecoders.py wrote it. */
const golden: Record<string, Saved> = JSON.parse(readFileSync("test/golden/savedDecoders.json", "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "saved-decoder-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe.each(families)("a saved %s", (family) => {
  const decoder = smallDecoder(family);
  const { config, params } = decoder;

  test("is, read by transformers, the same model with the same logits and settings", () => {
    const theirs = golden[family];
    expect(theirs.class.toLowerCase()).toBe(`${family.replace("_text", "")}forcausallm`);
    const sizes = Object.values(params).map(({ size }) => size);
    expect(theirs.parameters).toBe(sizes.reduce((total, size) => total + size, 0));
    expect(theirs.eos).toEqual(config.eosIds.length === 1 ? config.eosIds[0] : config.eosIds);
    expect(theirs.generation).toEqual([true, 0.6, 12, 0.9, [3, 1]]);
    rows.forEach((row, at) => {
      const batch = decoderBatch([row], row.length, 0);
      const logits = tokenLogits(config, params, decoderStates(config, params, batch)).dataSync();
      const largest = Math.max(...theirs.logits[at].map(Math.abs));
      expect(farthest(logits, theirs.logits[at])).toBeLessThan(2e-5 * largest);
    });
  });

  test("is the same decoder when it is read again, bit for bit", () => {
    const folder = join(scratch, family);
    saveDecoder(folder, decoder);
    const read = loadDecoder(folder);
    expect(read.config).toEqual(config);
    expect(read.generation).toEqual(decoder.generation);
    expect(Object.keys(read.params)).toEqual(Object.keys(params));
    for (const [name, tensor] of Object.entries(read.params)) {
      expect(farthest(tensor.dataSync(), params[name].dataSync()), name).toBe(0);
    }
    tf.dispose(read.params);
  });
});

test("a saved decoder's folder has five files, and its tokenizer gives in transformers the same numbers", () => {
  const folder = join(scratch, "five");
  const decoder = smallDecoder("llama");
  saveDecoder(folder, decoder);
  expect(readdirSync(folder).sort()).toEqual([
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  expect(decoder.tokenizer.encode("The cat barked").ids).toEqual(golden.llama.ids);
});

test("saveDecoder refuses a weight that is missing or of another shape, and writes nothing", () => {
  const decoder = smallDecoder("qwen2");
  const name = "model.layers.1.self_attn.k_proj.bias";
  const folder = join(scratch, "refused");
  const { [name]: bias, ...rest } = decoder.params;
  expect(() => saveDecoder(folder, { ...decoder, params: rest })).toThrow(
    new RangeError(`saveDecoder: ${name} is missing, expected shape [8]`),
  );
  const params = { ...rest, [name]: tf.reshape(bias, [2, 4]) };
  expect(() => saveDecoder(folder, { ...decoder, params })).toThrow(
    new RangeError(`saveDecoder: ${name} has shape [2,4], expected shape [8]`),
  );
  expect(readdirSync(scratch)).not.toContain("refused");
});
