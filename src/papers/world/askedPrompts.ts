/**
 * @file Prompts to hold writers to: every class alike, with topics or real demonstrations of one subtopic.
 */
import type { World } from "../../data/world/world";
import type { Random } from "../../random/stream";
import { type PromptMethodName, promptMethods } from "../../text/prompts/promptMethods";
import type { WorldPrompt } from "./worldPrompt";

/** A prompt, and the subtopic that it is about; where it names none, one drawn all the same, to compare with. */
export interface AskedPrompt {
  prompt: WorldPrompt;
  subtopic: string;
}

/**
 * Prompts of one way to ask, `perClass` for each class.
 *
 * Demonstrations are real texts of the class and all of one subtopic, so that their pull can be seen.
 */
export function askedPrompts(
  { grammar, real }: World,
  method: PromptMethodName,
  perClass: number,
  random: Random,
): AskedPrompt[] {
  const { topic, demonstrations: count } = promptMethods[method];
  const realText = (label: string, subtopic: string): string => {
    for (;;) {
      const [text] = real.sampleOfLabel(label, 1, random);
      if (text.trueLabel === label && text.subtopic === subtopic) return text.text;
    }
  };
  return grammar.labels.flatMap((label, at) =>
    Array.from({ length: perClass }, () => {
      const subtopics = grammar.subtopics[at];
      const subtopic = subtopics[random.integer(subtopics.length)];
      const demonstrations = Array.from({ length: count }, () => realText(label, subtopic));
      return { prompt: { label, topic: topic ? subtopic : undefined, demonstrations }, subtopic };
    }),
  );
}
