import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { normalTensor } from "../../src/engine/initialisers";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { readSafetensors, writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import type { Adapter } from "../../src/models/adapter";
import { type AdapterSettings, adapterScale } from "../../src/models/adapterSettings";
import { initAdapter } from "../../src/models/initAdapter";
import { loadDecoder } from "../../src/models/loadDecoder";
import { mergeAdapter } from "../../src/models/mergeAdapter";
import { readAdapter } from "../../src/models/readAdapter";
import { readDecoderConfig } from "../../src/models/readDecoderConfig";
import { sequenceLogProbs } from "../../src/models/sequenceLogProbs";
import { writeAdapter } from "../../src/models/writeAdapter";
import { stream } from "../../src/random/stream";
import { adapterFolder, expectRows, golden, tinyNames } from "./adapterGolden";
import { tinyFolder } from "./decoderGolden";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "adapter-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const config = readDecoderConfig(tinyFolder("llama"));
const settings: AdapterSettings = {
  rank: 4,
  alpha: 6,
  rankStabilised: true,
  targets: ["k_proj", "up_proj", "down_proj"],
  dropout: 0.25,
  baseModel: "llama",
};

/** An adapter that changes something, the same at every call. */
function ourAdapter(): Adapter {
  const random = stream(3, "test/adapterFiles");
  const { scale, params } = initAdapter(config, settings, random);
  const filled = Object.entries(params).map(([name, tensor]) => [
    name,
    name.includes("lora_B") ? normalTensor(tensor.shape, 0.3, random.child(name)) : tensor,
  ]);
  return { scale, params: Object.fromEntries(filled) };
}

test("what is written is what peft was given, byte for byte", () => {
  const ours = adapterFolder("ours");
  const files = ["adapter_model.safetensors", "adapter_config.json"];
  writeAdapter(join(folder, "again"), ourAdapter(), settings);
  for (const file of files) {
    expect(readFileSync(join(folder, "again", file)).equals(readFileSync(join(ours, file)))).toBe(true);
  }
});

test("peft loads what we wrote and gives the same log-probabilities", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  const scored = await sequenceLogProbs({ ...decoder, adapter: ourAdapter() }, golden.completions);
  expectRows(scored, golden.ours, 1e-4);
});

test.each(tinyNames)("an adapter of peft for %s is the same after reading and writing it", (name) => {
  const config = readDecoderConfig(tinyFolder(name));
  const first = readAdapter(adapterFolder(name), config);
  writeAdapter(join(folder, name), first.adapter, first.settings);
  const second = readAdapter(join(folder, name), config);
  expect(second.settings).toEqual(first.settings);
  expect(second.adapter.scale.dataSync()[0]).toBe(first.adapter.scale.dataSync()[0]);
  for (const [factor, tensor] of Object.entries(first.adapter.params)) {
    expect(second.adapter.params[factor].dataSync()).toEqual(tensor.dataSync());
  }
  // The same names and shapes as in peft's own file.
  const shapes = (file: string) =>
    Object.entries(readSafetensors(join(file, "adapter_model.safetensors"))).map(([key, { shape }]) => [
      key,
      shape,
    ]);
  expect(shapes(join(folder, name)).sort()).toEqual(shapes(adapterFolder(name)).sort());
});

test("a new adapter changes nothing, and its first factors follow the seed", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  const adapter = initAdapter(config, settings, stream(1, "a"));
  const scored = await sequenceLogProbs({ ...decoder, adapter }, golden.completions);
  expectRows(scored, golden.tiny.llama.logProbs, 1e-4);
  const name = "model.layers.1.mlp.down_proj.lora_A.weight";
  const first = (seed: number) =>
    Array.from(initAdapter(config, settings, stream(seed, "a")).params[name].dataSync());
  expect(first(1)).toEqual(first(1));
  expect(first(1)).not.toEqual(first(2));
  // Uniform in ±1 / √24.
  const largest = Math.max(...first(1).map(Math.abs));
  expect(largest).toBeLessThan(1 / Math.sqrt(24));
  expect(largest).toBeGreaterThan(0.9 / Math.sqrt(24));
});

test("the scale is alpha / rank, or alpha / √rank where it is rank stabilised", () => {
  expect(adapterScale({ rank: 8, alpha: 16, targets: [] })).toBe(2);
  expect(adapterScale({ rank: 4, alpha: 6, rankStabilised: true, targets: [] })).toBe(3);
});

test("settings that no adapter of this decoder can have are refused by name", () => {
  const init = (changes: Partial<AdapterSettings>) => () =>
    initAdapter(config, { ...settings, ...changes }, stream(1, "a"));
  expect(init({ rank: 0 })).toThrow(
    new RangeError("initAdapter: rank is 0, expected a whole number above 0"),
  );
  expect(init({ alpha: Number.NaN })).toThrow(
    new RangeError("initAdapter: alpha is NaN, expected a finite number above 0"),
  );
  expect(init({ dropout: 1 })).toThrow(
    new RangeError("initAdapter: dropout is 1, expected a number in [0, 1)"),
  );
  expect(init({ targets: ["qkv_proj"] })).toThrow(
    new RangeError(
      "initAdapter: target is qkv_proj, expected one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj",
    ),
  );
});

/** A copy of ours with another adapter_config.json or other tensors. */
function changed(name: string, json: object, tensors = (all: Record<string, tf.Tensor>) => all): string {
  const copy = join(folder, name);
  writeAdapter(copy, ourAdapter(), settings);
  const file = join(copy, "adapter_config.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...json }));
  const weights = join(copy, "adapter_model.safetensors");
  writeSafetensors(weights, tensors(readSafetensors(weights)));
  return copy;
}

test("an adapter of another kind, or for another decoder, is refused with the file and what is wrong", () => {
  const dora = changed("dora", { use_dora: true });
  expect(() => readAdapter(dora, config)).toThrow(
    new RangeError(`readAdapter: use_dora in ${join(dora, "adapter_config.json")} is true, expected false`),
  );
  const ranks = changed("ranks", { rank_pattern: { k_proj: 2 } });
  expect(() => readAdapter(ranks, config)).toThrow(
    new RangeError(
      `readAdapter: rank_pattern in ${join(ranks, "adapter_config.json")} is {"k_proj":2}, expected {}`,
    ),
  );
  const name = "model.layers.0.mlp.up_proj.lora_A.weight";
  const { [`base_model.model.${name}`]: _, ...others } = readSafetensors(
    join(adapterFolder("ours"), "adapter_model.safetensors"),
  );
  const lacking = changed("lacking", {}, () => others);
  const file = (of: string) => join(of, "adapter_model.safetensors");
  expect(() => readAdapter(lacking, config)).toThrow(
    new RangeError(`readAdapter: ${name} in ${file(lacking)} is missing, expected shape [4, 16]`),
  );
  const larger = changed("larger", { r: 5 });
  expect(() => readAdapter(larger, config)).toThrow(
    new RangeError(
      `readAdapter: model.layers.0.self_attn.k_proj.lora_A.weight in ${file(larger)} has shape [4, 16], expected shape [5, 16]`,
    ),
  );
  const more = changed("more", {}, (all) => ({ ...all, "base_model.model.lm_head.weight": tf.zeros([2]) }));
  expect(() => readAdapter(more, config)).toThrow(
    new RangeError(
      `readAdapter: base_model.model.lm_head.weight in ${file(more)} is unknown, expected factors of target_modules alone`,
    ),
  );
  const empty = join(folder, "none");
  expect(() => readAdapter(empty, config)).toThrow(
    new RangeError(
      `readAdapter: ${join(empty, "adapter_config.json")} is missing, expected a folder of peft`,
    ),
  );
});

test("reading makes the factors and one scale, and a refused adapter leaves nothing behind", async () => {
  const factors = 2 * 3 * config.layers;
  expect(await tensorsLeft(() => readAdapter(adapterFolder("ours"), config))).toBe(factors + 1);
  const copy = changed("cut", {});
  copyFileSync(
    join(adapterFolder("phi3"), "adapter_model.safetensors"),
    join(copy, "adapter_model.safetensors"),
  );
  const refused = () => {
    expect(() => readAdapter(copy, config)).toThrow(RangeError);
  };
  expect(await tensorsLeft(refused)).toBe(0);
});

test("merging refuses an adapter whose weight is not there", () => {
  const adapter = ourAdapter();
  expect(() => mergeAdapter({}, adapter)).toThrow(
    /^mergeAdapter: model\.layers\.0\.self_attn\.k_proj\.lora_A\.weight has no weight beside it, expected one in params$/,
  );
  disposeTree(adapter);
});
