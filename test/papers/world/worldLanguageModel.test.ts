import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tf } from "../../../src/engine/tensorflow";
import { decoderStates } from "../../../src/models/decoder";
import { decoderBatch } from "../../../src/models/decoderBatch";
import { tokenLogits } from "../../../src/models/tokenLogits";
import { worldLanguageModel } from "../../../src/papers/world/worldLanguageModel";
import { type WorldModelSettings, worldModelSettings } from "../../../src/papers/world/worldModelSettings";
import { worldCompletion, worldPromptText } from "../../../src/papers/world/worldPrompt";

const { training } = worldModelSettings;
const tiny: WorldModelSettings = {
  ...worldModelSettings,
  vocabulary: 700,
  decoder: { hiddenSize: 16, layers: 1, heads: 2, maxPositions: 512, initializerRange: 0.04 },
  training: { ...training, steps: 6, batchSize: 1 },
  heldOut: { pages: 3, every: 2 },
};

let models: string;
const before = process.env.SYNTHCLASS_MODELS;

beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), "world-models-"));
  process.env.SYNTHCLASS_MODELS = models;
});

afterAll(() => {
  rmSync(models, { recursive: true, force: true });
  if (before === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = before;
});

const weightsOf = (folder: string) => readFileSync(join(folder, "model.safetensors"));

test("a model is trained once, two askers at a time get the same, and another seed gives another", async () => {
  const [first, second] = await Promise.all([
    worldLanguageModel({ settings: tiny, seed: 0 }),
    worldLanguageModel({ settings: tiny, seed: 0 }),
  ]);
  expect(second.folder).toBe(first.folder);
  expect(second.pretraining).toEqual(first.pretraining);
  expect(readdirSync(first.folder).sort()).toEqual([
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "pretraining.json",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  expect(first.pretraining.curve.map(({ step }) => step)).toEqual([2, 4, 6]);
  const other = await worldLanguageModel({ settings: tiny, seed: 1 });
  expect(other.folder).not.toBe(first.folder);
  expect(weightsOf(other.folder).equals(weightsOf(first.folder))).toBe(false);
  expect(readdirSync(join(models, ".unfinished"))).toEqual([]);
}, 120_000);

test("an interrupted training goes on where it stopped, to the same weights", async () => {
  const whole = await worldLanguageModel({ settings: tiny, seed: 0 });
  const kept = weightsOf(whole.folder);
  rmSync(whole.folder, { recursive: true });
  const controller = new AbortController();
  const stopped = worldLanguageModel({
    settings: tiny,
    seed: 0,
    signal: controller.signal,
    onProgress: ({ step }) => step === 3 && controller.abort(new Error("enough")),
  });
  await expect(stopped).rejects.toThrow("enough");
  expect(existsSync(whole.folder)).toBe(false);
  const steps: number[] = [];
  const resumed = await worldLanguageModel({
    settings: tiny,
    seed: 0,
    onProgress: ({ step }) => steps.push(step),
  });
  expect(steps[0]).toBe(3);
  expect(weightsOf(resumed.folder).equals(kept)).toBe(true);
}, 120_000);

const python = process.env.SYNTHCLASS_PEERS_PYTHON ?? ".synthclass/peers/bin/python";
const script = `
import json, sys, torch
from transformers import AutoModelForCausalLM, AutoTokenizer
model = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
ids = tokenizer(sys.argv[2])["input_ids"]
with torch.no_grad():
    logits = model(input_ids=torch.tensor([ids])).logits[0]
print(json.dumps({"ids": ids, "text": tokenizer.decode(ids), "logits": logits.flatten().tolist()}))
`;

test.skipIf(!existsSync(python))(
  "transformers reads the folder with the same tokens and logits (needs the Python peers)",
  async () => {
    const { decoder, folder } = await worldLanguageModel({ settings: tiny, seed: 0 });
    const text =
      worldPromptText({ label: "coral ecology", topic: "bleaching", demonstrations: [] }) +
      worldCompletion("Zooxanthellae gave way to reef fish, and heat stress changed accordingly.");
    const run = spawnSync(python, ["-c", script, folder, text], { encoding: "utf8" });
    expect(run.stderr).not.toMatch(/Error/);
    const peer = JSON.parse(run.stdout.trim().split("\n").at(-1)!);
    const { ids } = decoder.tokenizer.encode(text);
    expect(peer.ids).toEqual(ids);
    expect(peer.text).toBe(`<bos>${text}`);
    const { config, params } = decoder;
    const batch = decoderBatch([ids], ids.length, config.padId);
    const logits = tf.tidy(() =>
      tokenLogits(config, params, decoderStates(config, params, batch)).dataSync(),
    );
    const furthest = Math.max(...Array.from(logits, (value, i) => Math.abs(value - peer.logits[i])));
    expect(furthest).toBeLessThan(1e-4);
  },
  120_000,
);
