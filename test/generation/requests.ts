/** @file Prompts and requests for the tests of generators. */
import type { TextRequest } from "../../src/generation/generator";
import type { Prompt } from "../../src/text/prompts/prompt";

/** A prompt of these words. */
export function promptOf(user: string, system = ""): Prompt {
  const parts = (text: string) => (text === "" ? [] : [{ text }]);
  return { template: "test", system: parts(system), user: parts(user) };
}

/** As many requests, of one prompt and two labels, as there are seeds. */
export function requestsOf(user: string, seeds: readonly number[]): TextRequest[] {
  return seeds.map((seed) => ({ prompt: promptOf(user), label: `label ${seed % 2}`, seed }));
}
