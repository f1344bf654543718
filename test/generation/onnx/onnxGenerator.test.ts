import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, type TextGenerationPipeline } from "@huggingface/transformers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TextRequest } from "../../../src/generation/generator";
import { loadOnnxModel } from "../../../src/generation/onnx/loadOnnxModel";
import { type OnnxSettings, onnxGenerator } from "../../../src/generation/onnx/onnxGenerator";
import { readTexts, writeTexts } from "../../../src/generation/writeTexts";
import golden from "../../golden/tinyOnnx.json";
import { promptOf, requestsOf } from "../requests";

const folder = join(__dirname, "../../golden/tinyOnnx");
const scratch = mkdtempSync(join(tmpdir(), "onnx-"));
let loaded: TextGenerationPipeline;
/** Of three prompts, 2 to 8 tokens long. */
let lopsided: TextRequest[];
beforeAll(async () => {
  loaded = await loadOnnxModel({ name: folder });
  lopsided = [
    ...requestsOf(words(golden.texts[0].prompt), [1, 2, 3, 4, 5]),
    ...requestsOf(words(golden.texts[1].prompt), [1, 6]),
    ...requestsOf(words(golden.texts[2].prompt), [7]),
  ];
});
afterAll(async () => {
  await loaded.dispose();
  rmSync(scratch, { recursive: true });
});

const settings: OnnxSettings = { model: "tiny", maxTokens: 6 };

/** The prompt that the tokenizer makes these tokens of. */
const words = (ids: number[]) => loaded.tokenizer.decode(ids);

test("greedy texts and their log-probabilities are those of transformers, alone and side by side", async () => {
  const requests = golden.texts.map(({ prompt }, seed) => ({
    prompt: promptOf(words(prompt)),
    label: "a",
    seed,
  }));
  for (const batchSize of [1, 3]) {
    const generator = onnxGenerator(loaded, { ...settings, temperature: 0, batchSize });
    const texts = await writeTexts(generator, requests);
    golden.texts.forEach(({ prompt, tokens, logProbs }, at) => {
      expect(texts[at].promptTokens).toBe(prompt.length);
      const until = tokens.findIndex((token) => token === 1 || token === 3);
      const length = until < 0 ? tokens.length : until;
      expect(texts[at].text).toBe(
        loaded.tokenizer.decode(tokens.slice(0, length), { skip_special_tokens: true }),
      );
      expect(texts[at].tokens).toBe(length);
      const sum = logProbs.slice(0, length).reduce((total, logProb) => total + logProb, 0);
      expect(texts[at].logProb).toBeCloseTo(sum, 4);
    });
  }
});

test("a drawn text depends on its prompt and seed alone, and texts end at different lengths", async () => {
  const long = { ...settings, maxTokens: 20 };
  const together = await writeTexts(onnxGenerator(loaded, { ...long, batchSize: 8 }), lopsided);
  for (const batchSize of [1, 3]) {
    const others = await writeTexts(onnxGenerator(loaded, { ...long, batchSize }), lopsided);
    expect(others.map(({ text }) => text)).toEqual(together.map(({ text }) => text));
  }
  expect(new Set(together.map(({ text }) => text)).size).toBe(8);
  expect(new Set(together.map(({ tokens }) => tokens)).size).toBeGreaterThan(2);
  expect(new Set(together.map(({ finish }) => finish))).toEqual(new Set(["end", "length"]));
});

test("a single likeliest token, or a nucleus of nothing, is the greedy text", async () => {
  const greedy = await writeTexts(onnxGenerator(loaded, { ...settings, temperature: 0 }), lopsided);
  for (const cut of [{ topK: 1 }, { topP: 1e-6 }]) {
    const texts = await writeTexts(onnxGenerator(loaded, { ...settings, ...cut }), lopsided);
    expect(texts.map(({ text }) => text)).toEqual(greedy.map(({ text }) => text));
  }
});

test("an interrupt stops within a token and keeps the texts that had ended", async () => {
  const ledger = join(scratch, "texts.jsonl");
  const stop = new AbortController();
  const reason = new Error("enough");
  const onProgress = ({ done }: { done: number }) => done === 3 && stop.abort(reason);
  const generator = onnxGenerator(loaded, { ...settings, batchSize: 2 });
  await expect(writeTexts(generator, lopsided, { ledger, signal: stop.signal, onProgress })).rejects.toThrow(
    reason,
  );
  expect(readTexts(ledger).records.size).toBeLessThan(5);
  expect((await writeTexts(generator, lopsided, { ledger })).length).toBe(8);
});

test("a conversation goes through the model's template", async () => {
  loaded.tokenizer.chat_template = "{% for m in messages %}{{ m.content }} {% endfor %}";
  const generator = onnxGenerator(loaded, { ...settings, chat: true });
  const request = { prompt: promptOf(words([9, 14]), words([5])), label: "a", seed: 1 };
  const [text] = await writeTexts(generator, [request]);
  expect(text.promptTokens).toBe(3);
  expect(generator.sampling).toEqual({ maxTokens: 6, temperature: 1, chat: true });
});

test("a model of a hub is fetched from the endpoint of the environment, and kept", async () => {
  const asked: string[] = [];
  const hub = createServer((request, response) => {
    asked.push(request.url!);
    try {
      response.end(readFileSync(join(folder, request.url!.split("/resolve/main/")[1])));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  const former = process.env.SYNTHCLASS_MODELS;
  process.env.SYNTHCLASS_MODELS = scratch;
  const before = { ...env };
  try {
    const source = { name: "someone/tiny", environment: { HF_ENDPOINT: endpoint, HF_HOME: scratch } };
    const fetched = await loadOnnxModel(source);
    expect(asked).toContain("/someone/tiny/resolve/main/onnx/model.onnx");
    expect(await textsOf(fetched)).toEqual(await textsOf(loaded));
    const times = asked.length;
    const offline = { ...source, environment: { ...source.environment, HF_HUB_OFFLINE: "1" } };
    expect(await textsOf(await loadOnnxModel(offline))).toEqual(await textsOf(loaded));
    expect(asked.length).toBe(times);
    expect({ ...env }).toEqual(before);
  } finally {
    if (former === undefined) delete process.env.SYNTHCLASS_MODELS;
    else process.env.SYNTHCLASS_MODELS = former;
    hub.close();
  }
});

async function textsOf(pipeline: TextGenerationPipeline): Promise<string[]> {
  return (await writeTexts(onnxGenerator(pipeline, settings), lopsided)).map(({ text }) => text);
}

test("what cannot be met is refused", async () => {
  await expect(loadOnnxModel({ name: scratch })).rejects.toThrow(
    new RangeError(`loadOnnxModel: ${scratch} has no config.json, expected the folder of a model`),
  );
  const broken = join(scratch, "broken");
  cpSync(folder, broken, { recursive: true });
  rmSync(join(broken, "onnx"), { recursive: true });
  await expect(loadOnnxModel({ name: broken })).rejects.toThrow(
    /^loadOnnxModel: .*broken cannot be loaded: /,
  );
  const refusals: [Partial<OnnxSettings>, string][] = [
    [{ maxTokens: 0 }, "maxTokens is 0, expected a whole number above 0"],
    [{ batchSize: 0.5 }, "batchSize is 0.5, expected a whole number above 0"],
    [{ topK: -1 }, "topK is -1, expected a whole number above 0"],
    [{ topP: 0 }, "topP is 0, expected a number in (0, 1]"],
    [{ temperature: -1 }, "temperature is -1, expected a finite number from 0"],
  ];
  for (const [setting, message] of refusals) {
    expect(() => onnxGenerator(loaded, { ...settings, ...setting })).toThrow(
      new RangeError(`onnxGenerator: ${message}`),
    );
  }
  const tight = onnxGenerator(loaded, { ...settings, maxTokens: 60 });
  await expect(writeTexts(tight, lopsided)).rejects.toThrow(
    new RangeError("onnxGenerator: prompt 0 has 6 tokens, expected at most 4"),
  );
});
