/**
 * @file A real server, a real model: SYNTHCLASS_SERVE=PYTHON, one with `transformers[serving]`, opts in.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disposeTree } from "../../../src/engine/tensorTree";
import { chatEndpoint } from "../../../src/generation/endpoint/chatEndpoint";
import { completionsEndpoint } from "../../../src/generation/endpoint/completionsEndpoint";
import { localGenerator } from "../../../src/generation/localGenerator";
import { readTexts, writeTexts } from "../../../src/generation/writeTexts";
import { loadDecoder } from "../../../src/models/loadDecoder";
import { modelsFolder } from "../../../src/models/modelFolder";
import { promptOf, requestsOf } from "../requests";
import { type ServedModel, serve } from "./serve";

const python = process.env.SYNTHCLASS_SERVE;
const gemma = join(modelsFolder(), "gemma-3-270m");
const isReady = python !== undefined && existsSync(join(gemma, "model.safetensors"));

describe.skipIf(!isReady)("transformers serve with Gemma 3 270M", () => {
  const scratch = mkdtempSync(join(tmpdir(), "serve-"));
  const ledger = `${scratch}.jsonl`;
  let server: ServedModel;
  beforeAll(async () => {
    server = await serve(python!, gemma, scratch);
  }, 150_000);
  afterAll(async () => {
    await server?.close();
    rmSync(scratch, { recursive: true });
    rmSync(ledger, { force: true });
  });
  const settings = () => ({ address: server.address, model: server.model, maxTokens: 24, timeout: 240_000 });
  const prompts = ["The capital of France is", "Coral reefs are", "In this paper, we"];
  const greedyRequests = prompts.map((words, seed) => ({ prompt: promptOf(words), label: "a", seed }));

  test("greedy completions are those of the local decoder, of the same weights", {
    timeout: 400_000,
  }, async () => {
    const generator = completionsEndpoint({ ...settings(), temperature: 0 });
    const served = await writeTexts(generator, greedyRequests, { ledger });
    const decoder = loadDecoder(gemma);
    try {
      const local = localGenerator(decoder, { model: "gemma-3-270m", maxTokens: 24, temperature: 0 });
      const own = await writeTexts(local, greedyRequests, { ledger });
      expect(served.map(({ text }) => text)).toEqual(own.map(({ text }) => text));
      expect(served.map(({ promptTokens }) => promptTokens)).toEqual(
        own.map(({ promptTokens }) => promptTokens),
      );
    } finally {
      disposeTree(decoder.params);
    }
    expect(readTexts(ledger).records.size).toBe(6);
  });

  test("drawn texts of chat and completions arrive once each, and a second run asks nothing", {
    timeout: 400_000,
  }, async () => {
    for (const endpoint of [chatEndpoint, completionsEndpoint]) {
      const generator = endpoint({ ...settings(), maxTokens: 8, temperature: 1, topP: 0.95, concurrency: 2 });
      const requests = requestsOf("Abstract: We study coral reefs and", [1, 2, 3]);
      const texts = await writeTexts(generator, requests, { ledger });
      expect(new Set(texts.map(({ text }) => text)).size).toBe(3);
      for (const { tokens } of texts) expect(tokens).toBeGreaterThan(0);
      expect(generator.traffic()).toMatchObject({ sent: 3, answered: 3, failed: {} });
      process.stdout.write(`${generator.sampling.interface}: ${JSON.stringify(texts[0].text)}\n`);
      expect(await writeTexts(generator, requests, { ledger })).toEqual(texts);
      expect(generator.traffic().sent).toBe(3);
    }
  });

  test("a model that the server does not have is refused in one line", { timeout: 120_000 }, async () => {
    const generator = completionsEndpoint({ ...settings(), model: "nobody/nothing", attempts: 1 });
    await expect(writeTexts(generator, greedyRequests)).rejects.toThrow(
      /^endpoint: .*: the server answers \d+.*$/,
    );
  });
});
