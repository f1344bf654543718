import { describe, expect, test } from "vitest";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import { loadDecoder } from "../../src/models/loadDecoder";
import { gemmaFolder, noGemma, tinyFolder } from "../models/decoderGolden";
import { farthest } from "../models/golden";
import { golden } from "./golden";

describe("greedy tokens and their log-probabilities are those of transformers", () => {
  test.each(
    Object.keys(golden.tiny),
  )("for %s up to its last place, prompts of unequal length together", async (name) => {
    const decoder = loadDecoder(tinyFolder(name));
    const expected = golden.tiny[name];
    for (const [row, { tokens, logProbs }] of expected.entries()) {
      const settings = { maxTokens: tokens.length, temperature: 0, stopTokens: [], seed: 1 };
      const [alone] = await generate(decoder, [golden.rows[row]], settings);
      expect(alone.tokens).toEqual(tokens);
      expect(farthest(alone.logProbs, logProbs)).toBeLessThan(1e-4);
    }
    const maxTokens = Math.min(...expected.map(({ tokens }) => tokens.length));
    const together = await generate(decoder, golden.rows, {
      maxTokens,
      temperature: 0,
      stopTokens: [],
      seed: 1,
    });
    expect(together.map(({ tokens }) => tokens)).toEqual(
      expected.map(({ tokens }) => tokens.slice(0, maxTokens)),
    );
    disposeTree(decoder.params);
  });

  test.skipIf(noGemma)(
    `for Gemma 3 270M, 64 tokens${noGemma ? ` (${noGemma})` : ""}`,
    async () => {
      const decoder = loadDecoder(gemmaFolder);
      const cases = golden["gemma-3-270m"];
      const texts = await generate(
        decoder,
        cases.map(({ ids }) => ids),
        { maxTokens: 64, temperature: 0, stopTokens: [], seed: 1 },
      );
      cases.forEach(({ tokens, logProbs }, row) => {
        expect(tokens).toHaveLength(64);
        expect(texts[row].tokens).toEqual(tokens);
        expect(farthest(texts[row].logProbs, logProbs)).toBeLessThan(1e-3);
      });
      disposeTree(decoder.params);
    },
    300_000,
  );
});
