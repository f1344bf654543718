import { afterAll, expect, test } from "vitest";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import type { GenerationSettings } from "../../src/generation/generationSettings";
import { smallDecoder } from "../models/smallDecoders";

const decoder = smallDecoder("llama");
afterAll(() => disposeTree(decoder.params));

const refusals: [Partial<GenerationSettings>, string][] = [
  [{ temperature: -0.1 }, "generate: temperature is -0.1, expected a finite number from 0"],
  [{ temperature: Number.NaN }, "generate: temperature is NaN, expected a finite number from 0"],
  [{ topP: 0 }, "generate: topP is 0, expected a number in (0, 1]"],
  [{ topP: 1.01 }, "generate: topP is 1.01, expected a number in (0, 1]"],
  [{ minP: -1 }, "generate: minP is -1, expected a number in [0, 1]"],
  [{ topK: 0 }, "generate: topK is 0, expected a whole number above 0"],
  [{ samples: 1.5 }, "generate: samples is 1.5, expected a whole number above 0"],
  [{ maxTokens: 0 }, "generate: maxTokens is 0, expected a whole number above 0"],
  [{ batchSize: 0 }, "generate: batchSize is 0, expected a whole number above 0"],
  [{ repetitionPenalty: 0 }, "generate: repetitionPenalty is 0, expected a finite number above 0"],
  [{ seed: -1 }, "generate: seed is -1, expected a whole number from 0 to 2^53 - 1"],
  [{ stopTokens: [3, 20] }, "generate: token 1 of stopTokens is 20, expected a whole number from 0 to 19"],
  [{ stopTexts: ["a", ""] }, "generate: stop text 1 is empty, expected a text"],
];

test.each(refusals)("%o is refused", async (setting, message) => {
  const refused = generate(decoder, [[2]], { maxTokens: 4, seed: 1, ...setting });
  await expect(refused).rejects.toThrow(new RangeError(message));
});

test.each([
  [[[2], []], "generate: prompt 1 is empty, expected one or more tokens"],
  [[[2, -1]], "generate: token 1 of prompt 0 is -1, expected a whole number from 0 to 19"],
  [[[2, 3, 0.5]], "generate: token 2 of prompt 0 is 0.5, expected a whole number from 0 to 19"],
  [
    [[1], new Array(29).fill(4)],
    "generate: prompt 1 has 29 tokens and maxTokens is 4, expected at most 32 together",
  ],
])("prompts %j are refused", async (prompts, message) => {
  await expect(generate(decoder, prompts, { maxTokens: 4, seed: 1 })).rejects.toThrow(
    new RangeError(message),
  );
});

test("a stop text of another kind is refused", async () => {
  const stopTexts = [7] as unknown as string[];
  await expect(generate(decoder, [[2]], { maxTokens: 4, seed: 1, stopTexts })).rejects.toThrow(
    new TypeError("generate: stop text 0 is number, expected a string"),
  );
});
