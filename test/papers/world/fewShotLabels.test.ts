import { afterAll, expect, test } from "vitest";
import { disposeTree } from "../../../src/engine/tensorTree";
import { llamaConfig } from "../../../src/models/decoderConfig";
import { initDecoder } from "../../../src/models/initDecoder";
import { sequenceLogProbs, sumLogProb } from "../../../src/models/sequenceLogProbs";
import { fewShotLabels, labelLogProbs } from "../../../src/papers/world/fewShotLabels";
import { worldCompletion, worldPromptText } from "../../../src/papers/world/worldPrompt";
import { stream } from "../../../src/random/stream";
import { wordByteTokenizer } from "../../../src/text/wordByteTokenizer";

const tokenizer = wordByteTokenizer(["field: example: abstract: coral reefs stars shine far"], {
  limit: 300,
});
const sizes = { hiddenSize: 16, layers: 1, heads: 2, maxPositions: 128, tiedHead: true };
const config = llamaConfig({ ...sizes, vocabularySize: tokenizer.size, eosIds: [2], padId: 0 });
const decoder = { config, params: initDecoder(config, stream(3, "few-shot")), tokenizer };
afterAll(() => disposeTree(decoder.params));

const prompts = [
  { label: "coral", demonstrations: ["coral reefs"] },
  { label: "stars", demonstrations: ["stars shine", "far stars"] },
  { label: "reefs", demonstrations: [] },
];
const texts = ["coral shine far", "stars", "reefs far far far"];

test("fewShotLabels choose the label whose prompt gives the text the highest sum, found one by one", async () => {
  const expected: number[] = [];
  for (const text of texts) {
    const sums: number[] = [];
    for (const prompt of prompts) {
      const completion = {
        prompt: tokenizer.encode(worldPromptText(prompt)).ids,
        completion: tokenizer.encodePlain(worldCompletion(text)),
      };
      sums.push(sumLogProb((await sequenceLogProbs(decoder, [completion]))[0]));
    }
    expected.push(sums.indexOf(Math.max(...sums)));
    const [read] = await labelLogProbs([text], { decoder, prompts, maxTokens: 20 });
    read.forEach((sum, at) => {
      expect(sum).toBeCloseTo(sums[at], 4);
    });
  }
  expect(await fewShotLabels(texts, { decoder, prompts, maxTokens: 20 })).toEqual(expected);
  const turned = [...prompts].reverse();
  const ofTurned = await fewShotLabels(texts, { decoder, prompts: turned, maxTokens: 20 });
  expect(ofTurned).toEqual(expected.map((label) => 2 - label));
});

test("texts and demonstrations are cut to the tokens that they may have", async () => {
  const long = "coral shine far far stars reefs reefs shine";
  const short = "coral shine far";
  const maxTokens = tokenizer.encodePlain(short).length;
  const options = { decoder, prompts, maxTokens };
  const progress: number[] = [];
  const cut = await fewShotLabels([long], { ...options, onProgress: (share) => progress.push(share) });
  expect(cut).toEqual(await fewShotLabels([short], options));
  expect(progress.at(-1)).toBe(1);
});
