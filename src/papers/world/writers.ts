/**
 * @file Who writes texts when asked: the language model, and the world that it has read, which is as good as can be.
 */
import { generate } from "../../generation/generate";
import type { Decoder } from "../../models/decoder";
import { sequenceLogProbs, sumLogProb } from "../../models/sequenceLogProbs";
import { stream } from "../../random/stream";
import type { PageLaw } from "./pageLaw";
import { type WorldPrompt, worldCompletion, worldPromptText } from "./worldPrompt";

/** A writer can write a text for a prompt, and say how surprised it is by one. */
export interface Writer {
  name: string;
  /** One text for each prompt. */
  write(prompts: readonly WorldPrompt[], seed: number, signal?: AbortSignal): Promise<string[]>;
  /** -log P(text | prompt) in nats, the end of the text included. */
  surprise(
    prompts: readonly WorldPrompt[],
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<number[]>;
}

/** The arm that is held to the limit, and the limit. */
export const modelName = "language model";
export const limitName = "the world itself";

/** Longer than any text of the world, which has at most four sentences. */
const mostTokens = 120;

/** The language model, at temperature 1. */
export function modelWriter(decoder: Decoder): Writer {
  const { tokenizer } = decoder;
  const promptIds = (prompt: WorldPrompt) => tokenizer.encode(worldPromptText(prompt)).ids;
  return {
    name: modelName,
    async write(prompts, seed, signal) {
      const settings = { maxTokens: mostTokens, temperature: 1, seed, batchSize: 64, signal };
      const generated = await generate(decoder, prompts.map(promptIds), settings);
      signal?.throwIfAborted();
      return generated.map(({ text }) => text.trim());
    },
    async surprise(prompts, texts, signal) {
      const completions = prompts.map((prompt, at) => ({
        prompt: promptIds(prompt),
        completion: tokenizer.encodePlain(worldCompletion(texts[at])),
      }));
      const scored = await sequenceLogProbs(decoder, completions, { batchSize: 16, signal });
      return scored.map((logProbs) => -sumLogProb(logProbs));
    },
  };
}

/** The world itself, which knows the distribution that the pages were drawn from. */
export function worldWriter(law: PageLaw): Writer {
  return {
    name: limitName,
    async write(prompts, seed) {
      const random = stream(seed, "world writer");
      return prompts.map((prompt) => law.sampleText(prompt, random));
    },
    surprise: async (prompts, texts) => prompts.map((prompt, at) => -law.logText(prompt, texts[at])),
  };
}
