import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import { localGenerator } from "../../src/generation/localGenerator";
import { readTexts, writeTexts } from "../../src/generation/writeTexts";
import { smallDecoder } from "../models/smallDecoders";
import { promptOf, requestsOf } from "./requests";

const decoder = smallDecoder("llama");
const folder = mkdtempSync(join(tmpdir(), "local-"));
afterAll(() => {
  disposeTree(decoder.params);
  rmSync(folder, { recursive: true });
});

const settings = { model: "small llama", maxTokens: 9, temperature: 0.8, batchSize: 3 };
const requests = [
  ...requestsOf("the cat sat", [1, 2, 3, 4]),
  ...requestsOf("no dog barked on a mat", [1, 8]),
  ...requestsOf("a", [3]),
];

test("a text is what `generate` writes with its seed, alone or in a list, with tokens and log-probability", async () => {
  const together = await writeTexts(localGenerator(decoder, settings), requests);
  for (const [at, { prompt, seed }] of requests.entries()) {
    const ids = decoder.tokenizer.encode(prompt.user[0].text).ids;
    const [alone] = await generate(decoder, [ids], { maxTokens: 9, temperature: 0.8, seed: [seed] });
    expect(together[at].text).toBe(alone.text);
    expect(together[at].tokens).toBe(alone.tokens.length);
    expect(together[at].promptTokens).toBe(ids.length);
    const sum = alone.logProbs.reduce((total, logProb) => total + logProb, 0);
    expect(together[at].logProb).toBeCloseTo(sum, 4);
    expect(together[at].finish).toBe(alone.finish === "length" ? "length" : "end");
  }
  expect(new Set(together.map(({ text }) => text)).size).toBeGreaterThan(4);
  expect(new Set(together.map(({ finish }) => finish))).toEqual(new Set(["end", "length"]));
});

test("texts are on the disk as they end; after an interrupt the rest is written, equal to a run without", async () => {
  const ledger = join(folder, "interrupted.jsonl");
  const stop = new AbortController();
  const reason = new Error("enough");
  const onProgress = ({ done }: { done: number }) => done === 3 && stop.abort(reason);
  const generator = localGenerator(decoder, settings);
  await expect(writeTexts(generator, requests, { ledger, signal: stop.signal, onProgress })).rejects.toThrow(
    reason,
  );
  const kept = readTexts(ledger).records.size;
  expect(kept).toBeGreaterThanOrEqual(3);
  expect(kept).toBeLessThan(requests.length);
  const resumed = await writeTexts(generator, requests, { ledger });
  const whole = await writeTexts(generator, requests);
  expect(resumed.map(({ text }) => text)).toEqual(whole.map(({ text }) => text));
  expect(readTexts(ledger).records.size).toBe(requests.length);
});

test("the record says how texts were sampled, and not how they were computed", () => {
  const { sampling } = localGenerator(decoder, {
    ...settings,
    topP: 0.9,
    topK: undefined,
    stopTexts: ["\n"],
  });
  expect(sampling).toEqual({ maxTokens: 9, temperature: 0.8, topP: 0.9, stopTexts: ["\n"] });
});

test("with a chat template the model is asked in its own form", async () => {
  const chatTemplate = {
    template:
      "{{ bos }}{% for m in messages %}{{ m.content }} {% endfor %}{% if add_generation_prompt %}cat{% endif %}",
    tokens: { bos: "" },
  };
  const generator = localGenerator(decoder, { ...settings, chatTemplate });
  const request = { prompt: promptOf("sat on", "the mat"), label: "x", seed: 2 };
  const [written] = await writeTexts(generator, [request]);
  const ids = decoder.tokenizer.encodePlain("the mat sat on cat");
  const [same] = await generate(decoder, [ids], { maxTokens: 9, temperature: 0.8, seed: [2] });
  expect(written.text).toBe(same.text);
  expect(written.promptTokens).toBe(5);
  expect(generator.sampling.chat).toBe(true);
});

test("seeds of another number than the prompts are refused, and so is a seed that is none", async () => {
  await expect(generate(decoder, [[4], [5]], { maxTokens: 2, seed: [1] })).rejects.toThrow(
    new RangeError("generate: the number of seeds is 1, expected 2, one for each prompt"),
  );
  await expect(generate(decoder, [[4], [5]], { maxTokens: 2, seed: [1, -3] })).rejects.toThrow(
    new RangeError("generate: seed is -3, expected a whole number from 0 to 2^53 - 1"),
  );
});

test("writing leaves no tensors behind", async () => {
  const generator = localGenerator(decoder, settings);
  expect(await tensorsLeft(() => writeTexts(generator, requests))).toBe(0);
});
