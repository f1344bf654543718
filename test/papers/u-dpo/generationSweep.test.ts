import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { disposeTree } from "../../../src/engine/tensorTree";
import { llamaConfig } from "../../../src/models/decoderConfig";
import { initDecoder } from "../../../src/models/initDecoder";
import { generationResult, generationTable } from "../../../src/papers/u-dpo/generation";
import type { GenerationScene } from "../../../src/papers/u-dpo/generationScene";
import { generationSweep } from "../../../src/papers/u-dpo/generationSweep";
import { readSamples } from "../../../src/papers/u-dpo/sampleLedger";
import { stream } from "../../../src/random/stream";
import { fillPrompt } from "../../../src/text/prompts/fillPrompt";
import { promptText } from "../../../src/text/prompts/prompt";
import { methodTemplate } from "../../../src/text/prompts/promptMethods";
import { worldWords } from "../../../src/text/prompts/worldWords";
import { wordByteTokenizer } from "../../../src/text/wordByteTokenizer";

/** Untrained, so that its texts are noise; two prompts, three texts each. */
function tinyScene(): GenerationScene {
  const tokenizer = wordByteTokenizer(["field: corals example: one two abstract:"], { limit: 280 });
  const config = llamaConfig({ vocabularySize: tokenizer.size, hiddenSize: 16, layers: 1, heads: 2 });
  const decoder = {
    config,
    params: initDecoder(config, stream(1, "weights")),
    tokenizer,
    generation: { stopTokens: [2] },
  };
  const template = methodTemplate(worldWords, "two-shot");
  return {
    data: "tiny",
    forms: ["two-shot"],
    decoder,
    settings: {
      samples: 3,
      maxTokens: 6,
      prompts: 2,
      sweep: [0.5, 1].map((temperature) => ({ temperature, topP: 1 })),
    },
    stopTexts: [],
    fingerprint: {},
    prompts: (_form, seed) =>
      ["corals", "fish"].map((label) => {
        const demonstrations = [`one ${seed}.`, "two."];
        const shown = demonstrations.map((text) => ({ text }));
        const prompt = fillPrompt(template, { label, demonstrations: shown });
        return { label, demonstrations, prompt, tokens: tokenizer.encode(promptText(prompt)).ids };
      }),
    judge: (text) => ({ fidelity: text.length }),
    dispose: () => disposeTree(decoder.params),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sweep-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a sweep goes on from its ledger, keeps the texts of seed 0, and gives the same numbers anew", async () => {
  const scene = tinyScene();
  const ledger = path.join(folder, "a.jsonl");
  const first = await generationSweep(scene, { seeds: 2, ledger });
  expect(first.map(({ method, seed }) => [method, seed])).toEqual([
    ["temperature 0.5, top-p 1", 0],
    ["temperature 1, top-p 1", 0],
    ["temperature 0.5, top-p 1", 1],
    ["temperature 1, top-p 1", 1],
  ]);
  expect(await generationSweep(scene, { seeds: 2, ledger })).toEqual(first);
  const anew = await generationSweep(scene, { seeds: 2 });
  expect(anew.map(({ metrics }) => metrics)).toEqual(first.map(({ metrics }) => metrics));
  expect(first[0].metrics).not.toEqual(first[2].metrics);

  const samples = readSamples(path.join(folder, "a.samples.jsonl"));
  expect(samples).toHaveLength(2 * 2 * 3);
  expect(samples.every(({ seed, pieces }) => seed === 0 && pieces.length <= 6)).toBe(true);
  const tokens = samples
    .filter(({ method }) => method === first[0].method)
    .flatMap(({ logProbs }) => logProbs);
  const mean = tokens.reduce((sum, value) => sum + value, 0) / tokens.length;
  expect(mean).toBeCloseTo(first[0].metrics.meanLogProb, 3);
  scene.dispose();
});

test("the table has a line for each setting and the metrics that were measured", async () => {
  const scene = tinyScene();
  const records = await generationSweep(scene, { seeds: 2 });
  scene.dispose();
  const text = String(generationTable(generationResult("world", records)));
  expect(text.split("\n").filter((line) => line.startsWith("| tiny"))).toHaveLength(2);
  expect(text).toContain("P(class asked");
  expect(text).not.toContain("accepted by the grammar");
});
