import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { classify } from "../../src/models/classify";
import { encoderBatch } from "../../src/models/encoderBatch";
import { loadEncoder } from "../../src/models/loadEncoder";
import { saveEncoder } from "../../src/models/saveEncoder";
import { farthest } from "./golden";
import { smallEncoder, texts } from "./smallEncoder";

/** What transformers made of the same folder: test/golden/saved.py. */
const golden = JSON.parse(readFileSync("test/golden/saved.json", "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "save-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test("transformers finds in a saved folder the tokens, labels, weights and logits that we find", () => {
  saveEncoder(scratch, smallEncoder());
  const { config, params, tokenizer } = loadEncoder(scratch);
  const encodings = texts.map((text) => tokenizer.encode(text));
  expect(encodings.map(({ ids }) => ids)).toEqual(golden.ids);
  expect(config.labels).toEqual(golden.labels);
  expect(Object.values(params).reduce((sum, { size }) => sum + size, 0)).toBe(golden.parameters);
  const logits = classify(config, params, encoderBatch(encodings, 16)).dataSync();
  expect(farthest(logits, golden.logits.flat())).toBeLessThan(5e-6);
});

test("saving, loading and saving again changes no byte", () => {
  const first = join(scratch, "first");
  const second = join(scratch, "second");
  saveEncoder(first, smallEncoder());
  saveEncoder(second, loadEncoder(first));
  expect(readdirSync(first).sort()).toEqual([
    "config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  for (const file of readdirSync(first)) {
    expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file))), file).toBe(true);
  }
});

test("saveEncoder refuses weights and labels that do not fit the settings", () => {
  const encoder = smallEncoder();
  const { "classifier.bias": _, ...params } = encoder.params;
  expect(() => saveEncoder(scratch, { ...encoder, params })).toThrow(
    new RangeError("saveEncoder: classifier.bias is missing, expected shape [4]"),
  );
  const config = { ...encoder.config, labels: ["a", "b"] };
  expect(() => saveEncoder(scratch, { ...encoder, config })).toThrow(
    new RangeError("saveEncoder: config has 2 labels, expected 4, one for each class"),
  );
  expect(() =>
    saveEncoder(scratch, { ...encoder, config: { ...encoder.config, intermediateSize: 21 } }),
  ).toThrow(
    new RangeError(
      "saveEncoder: encoder.layer.0.intermediate.dense.weight has shape [20,12], expected shape [21,12]",
    ),
  );
});
