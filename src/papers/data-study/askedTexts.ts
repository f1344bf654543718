/** @file What a way of prompting asks the exact world's language model for. */
import type { Example } from "../../data/dataset";
import type { Random } from "../../random/stream";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { WorldPrompt } from "../world/worldPrompt";
import { type Asking, askedExamples } from "./askedExamples";

/** `askedExamples` with the texts of the demonstrations alone. */
export function askedTexts(
  method: PromptMethodName,
  count: number,
  asking: Asking<Example>,
  random: Random,
): WorldPrompt[] {
  return askedExamples(method, count, asking, random).map(({ demonstrations, ...asked }) => ({
    ...asked,
    demonstrations: demonstrations.map(({ text }) => text),
  }));
}
