import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type DecoderConfig, layerWindow, llamaConfig, longestContext } from "../../src/models/decoderConfig";
import { decoderConfigJson } from "../../src/models/decoderConfigJson";
import { readGenerationDefaults } from "../../src/models/generationDefaults";
import { readDecoderConfig } from "../../src/models/readDecoderConfig";
import { tinyFolder, tinyNames } from "./decoderGolden";

const scratch = mkdtempSync(join(tmpdir(), "decoder-config-"));
const file = join(scratch, "config.json");
afterAll(() => rmSync(scratch, { recursive: true }));

function read(json: unknown): DecoderConfig {
  writeFileSync(file, JSON.stringify(json));
  return readDecoderConfig(scratch);
}

const tiny = (name: string) => JSON.parse(readFileSync(join(tinyFolder(name), "config.json"), "utf8"));

test.each(tinyNames)("what decoderConfigJson writes for %s is read as the same settings", (name) => {
  const config = readDecoderConfig(tinyFolder(name));
  expect(read(decoderConfigJson(config))).toEqual(config);
});

describe("config.json of earlier versions of transformers means the same", () => {
  test("for LLaMA 3.2: rope_theta and rope_scaling", () => {
    const { rope_parameters, ...json } = tiny("llamaScaled");
    const { rope_theta, ...rope_scaling } = rope_parameters;
    expect(read({ ...json, rope_theta, rope_scaling })).toEqual(readDecoderConfig(tinyFolder("llamaScaled")));
  });

  test("for Gemma 3: rope_theta, rope_local_base_freq, rope_scaling, sliding_window_pattern, the tie left out", () => {
    const { rope_parameters, layer_types, tie_word_embeddings, ...json } = tiny("gemma3");
    const { full_attention: full, sliding_attention: sliding } = rope_parameters;
    const config = read({
      ...json,
      rope_theta: full.rope_theta,
      rope_local_base_freq: sliding.rope_theta,
      rope_scaling: { rope_type: "linear", factor: full.factor },
      sliding_window_pattern: 2,
    });
    const { layerKinds, ...rest } = readDecoderConfig(tinyFolder("gemma3"));
    expect(config).toEqual({ ...rest, layerKinds: ["sliding", "full", "sliding"] });
    expect(layerKinds).toEqual(config.layerKinds);
  });

  test("for Phi-4-mini: partial_rotary_factor beside rope_scaling", () => {
    const { rope_parameters, ...json } = tiny("phi4Mini");
    const { rope_theta, partial_rotary_factor, short_factor, long_factor } = rope_parameters;
    const rope_scaling = { type: "longrope", short_factor, long_factor };
    expect(read({ ...json, rope_theta, partial_rotary_factor, rope_scaling })).toEqual(
      readDecoderConfig(tinyFolder("phi4Mini")),
    );
  });
});

test("LongRoPE makes scores larger by √(1 + ln s / ln L) and ends where the first training's context did", () => {
  const config = readDecoderConfig(tinyFolder("phi4Mini"));
  // Four times the 16 places of the first training.
  const attentionFactor = Math.sqrt(1 + Math.log(4) / Math.log(16));
  expect(config.rotary.full).toMatchObject({ base: 300, size: 6, scaling: { attentionFactor } });
  expect([config.maxPositions, longestContext(config)]).toEqual([64, 16]);
});

test("sliding layers have the window, full layers none; a Qwen without use_sliding_window has none at all", () => {
  const gemma = readDecoderConfig(tinyFolder("gemma3"));
  expect([0, 1, 2].map((layer) => layerWindow(gemma, layer))).toEqual([4, undefined, 4]);
  const phi = readDecoderConfig(tinyFolder("phi3"));
  expect([0, 1].map((layer) => layerWindow(phi, layer))).toEqual([5, 5]);
  const qwen = { ...tiny("qwen2"), layer_types: undefined };
  expect(read(qwen).layerKinds).toEqual(["full", "sliding"]);
  expect(read({ ...qwen, use_sliding_window: false }).layerKinds).toEqual(["full", "full"]);
});

describe("readDecoderConfig names file and field", () => {
  const refusals: [string, Record<string, unknown>, string, string][] = [
    [
      "llama",
      { model_type: "mamba" },
      "model_type",
      '"mamba", expected one of llama, gemma3_text, phi3, qwen2, qwen3',
    ],
    ["llama", { hidden_act: "gelu" }, "hidden_act", '"gelu", expected "silu"'],
    ["gemma3", { hidden_activation: "gelu" }, "hidden_activation", '"gelu", expected "gelu_pytorch_tanh"'],
    ["gemma3", { attn_logit_softcapping: 50 }, "attn_logit_softcapping", "50, expected null"],
    ["gemma3", { final_logit_softcapping: 30 }, "final_logit_softcapping", "30, expected null"],
    ["gemma3", { use_bidirectional_attention: true }, "use_bidirectional_attention", "true, expected false"],
    ["llama", { quantization_config: { bits: 4 } }, "quantization_config", '{"bits":4}, expected none'],
    ["llama", { num_hidden_layers: "two" }, "num_hidden_layers", '"two", expected a number'],
    ["llama", { vocab_size: undefined }, "vocab_size", "undefined, expected a number"],
    [
      "llama",
      { rope_parameters: { rope_type: "yarn", rope_theta: 9 } },
      "rope_parameters",
      '{"rope_type":"yarn","rope_theta":9}, expected a rope_type "default", "linear", "llama3" or "longrope"',
    ],
    [
      "llama",
      { rope_parameters: { rope_type: "linear", rope_theta: 9 } },
      "rope_parameters",
      '{"rope_type":"linear","rope_theta":9}, expected a number at factor',
    ],
  ];
  test.each(refusals)("for %s with %j", (name, change, field, rest) => {
    expect(() => read({ ...tiny(name), ...change })).toThrow(
      new RangeError(`readDecoderConfig: ${file}: ${field} is ${rest}`),
    );
  });

  test("where the file is missing or no JSON", () => {
    const nowhere = join(scratch, "nowhere", "config.json");
    expect(() => readDecoderConfig(join(scratch, "nowhere"))).toThrow(
      new RangeError(`readDecoderConfig: ${nowhere} is missing, expected a Hugging Face folder`),
    );
    writeFileSync(file, "{");
    expect(() => readDecoderConfig(scratch)).toThrow(`readDecoderConfig: ${file} is not JSON`);
  });
});

describe("llamaConfig", () => {
  const sizes = { vocabularySize: 50, hiddenSize: 12, layers: 2, heads: 3 };

  test("has LLaMA's usual settings where none is given", () => {
    const config = llamaConfig(sizes);
    expect([config.keyValueHeads, config.headSize, config.intermediateSize]).toEqual([3, 4, 32]);
    expect(config.rotary.full).toEqual({ base: 10_000, size: 4 });
  });

  test("refuses sizes that do not fit together", () => {
    const message = (more: Partial<DecoderConfig>) => () => llamaConfig({ ...sizes, ...more });
    expect(message({ keyValueHeads: 2 })).toThrow(
      new RangeError("llamaConfig: heads is 3, expected a multiple of keyValueHeads, 2"),
    );
    expect(message({ heads: 5 })).toThrow(
      new RangeError("llamaConfig: headSize is 2.4, expected a whole number above 0"),
    );
    expect(message({ headSize: 5 })).toThrow(
      new RangeError("llamaConfig: rotary.full.size is 5, expected an even number up to headSize, 5"),
    );
    expect(message({ layerKinds: ["full", "sliding"] })).toThrow(
      new RangeError("llamaConfig: window is undefined, expected a whole number above 0"),
    );
    expect(message({ layerKinds: ["full"] })).toThrow(
      new RangeError("llamaConfig: layerKinds is 1 kinds, expected 2, one for each layer"),
    );
  });
});

describe("readGenerationDefaults", () => {
  const config = llamaConfig({ vocabularySize: 50, hiddenSize: 12, layers: 2, heads: 3, eosIds: [7] });
  const settings = join(scratch, "generation_config.json");

  test("reads the authors' settings; where the file names no stop token, those of config.json", () => {
    writeFileSync(
      settings,
      JSON.stringify({ do_sample: false, repetition_penalty: 1.1, min_p: 0.05, top_k: null }),
    );
    expect(readGenerationDefaults(scratch, config)).toEqual({
      stopTokens: [7],
      sample: false,
      repetitionPenalty: 1.1,
      minP: 0.05,
    });
  });

  test("names file and setting", () => {
    writeFileSync(settings, JSON.stringify({ temperature: "hot" }));
    expect(() => readGenerationDefaults(scratch, config)).toThrow(
      new RangeError(`readGenerationDefaults: ${settings}: temperature is "hot", expected a number`),
    );
  });

  test("are the stop tokens alone without the file", () => {
    rmSync(settings);
    expect(readGenerationDefaults(scratch, config)).toEqual({ stopTokens: [7] });
  });
});
