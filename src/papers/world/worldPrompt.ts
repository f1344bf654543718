/**
 * @file Prompts that the world's language model has read: a field, perhaps a topic, perhaps demonstrations.
 */
import { fillPrompt } from "../../text/prompts/fillPrompt";
import { promptText } from "../../text/prompts/prompt";
import {
  methodTemplate,
  type PromptMethodName,
  promptMethods,
  type TaskWords,
} from "../../text/prompts/promptMethods";
import { worldWords } from "../../text/prompts/worldWords";
import { endOfText } from "../../text/wordByteTokenizer";

/** What is asked for, whatever the words. */
export interface WorldPrompt {
  label: string;
  topic?: string;
  /** Texts of the class, as many as one of the ways to ask has. */
  demonstrations: readonly string[];
}

/** The words that pages are written in: the world's own most often, and two paraphrases of them. */
export const worldWordings: readonly TaskWords[] = [
  worldWords,
  {
    request: "subject: {label}",
    topic: "about: {topic}",
    demonstration: "sample: {text}",
    answer: "text:",
  },
  {
    request: "a paper in {label}",
    topic: "it deals with {topic}",
    demonstration: "another one: {text}",
    answer: "its abstract:",
  },
];

/**
 * The way to ask that such a prompt has.
 *
 * @throws RangeError if no way has a topic and demonstrations, or so many demonstrations
 */
export function methodOf({ topic, demonstrations }: WorldPrompt): PromptMethodName {
  const names = Object.keys(promptMethods) as PromptMethodName[];
  const fitting = names.find((name) => {
    const method = promptMethods[name];
    return method.topic === (topic !== undefined) && method.demonstrations === demonstrations.length;
  });
  if (fitting) return fitting;
  const asked = `${demonstrations.length} demonstrations${topic === undefined ? "" : " and a topic"}`;
  throw new RangeError(`methodOf: prompt has ${asked}, expected one of ${names.join(", ")}`);
}

/** The prompt in words; the model goes on with a space, the text and the end of the line. */
export function worldPromptText(prompt: WorldPrompt, words: TaskWords = worldWords): string {
  const { label, topic } = prompt;
  const demonstrations = prompt.demonstrations.map((text) => ({ text }));
  const values = topic === undefined ? { label, demonstrations } : { label, topic, demonstrations };
  return promptText(fillPrompt(methodTemplate(words, methodOf(prompt)), values));
}

/** What follows a prompt: the text as the model has read it, with the end of the line that ends it. */
export function worldCompletion(text: string): string {
  return ` ${text}${endOfText}`;
}
