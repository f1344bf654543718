import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import { generationRecordings } from "../../src/generation/generationRecordings";
import type { Decoder } from "../../src/models/decoder";
import { smallDecoder } from "../models/smallDecoders";

const prompts = [[2, 9, 14, 5, 5, 11], [4, 4], [7]];
const settings = { maxTokens: 8, stopTokens: [], seed: 5, samples: 2 };

test("calls that share recordings give what each gives alone, whatever the weights and the sampling", async () => {
  const decoder = smallDecoder("llama");
  const params = Object.fromEntries(
    Object.entries(decoder.params).map(([name, tensor]) => [name, tf.mul(tensor, 1.5)]),
  );
  const other: Decoder = { ...decoder, params };
  const recordings = generationRecordings(decoder.config);
  for (const model of [decoder, other]) {
    for (const sampling of [{}, { topK: 4 }, { topP: 0.7, temperature: 0.5 }]) {
      const alone = await generate(model, prompts, { ...settings, ...sampling });
      expect(await generate(model, prompts, { ...settings, ...sampling, recordings })).toEqual(alone);
    }
  }
  expect(await generate(other, prompts, settings)).not.toEqual(await generate(decoder, prompts, settings));
  recordings.dispose();
  disposeTree([params, decoder.params]);
});

test("recordings of another architecture are refused", async () => {
  const decoder = smallDecoder("llama");
  const recordings = generationRecordings({ ...decoder.config, normEpsilon: 0.5 });
  await expect(generate(decoder, prompts, { ...settings, recordings })).rejects.toThrow(
    "generate: recordings are of another llama, expected the decoder's own configuration",
  );
  recordings.dispose();
  disposeTree(decoder.params);
});

test("nothing is left behind", async () => {
  const decoder = smallDecoder("gemma3_text");
  const run = async () => {
    const recordings = generationRecordings(decoder.config);
    await generate(decoder, prompts, { ...settings, recordings });
    recordings.dispose();
  };
  expect(await tensorsLeft(run)).toBe(0);
  disposeTree(decoder.params);
});
