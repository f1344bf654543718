/** @file The prompts of one real set: for lists of topics, for texts, for the second texts of pairs. */
import type { Example } from "../../../data/dataset";
import { type Demonstration, fillPrompt } from "../../../text/prompts/fillPrompt";
import type { Prompt } from "../../../text/prompts/prompt";
import { methodTemplate, type PromptMethodName } from "../../../text/prompts/promptMethods";
import { type RealSetWords, realSetWords } from "../../../text/prompts/realSetWords";
import type { AskedExample } from "../askedExamples";

export interface SetPrompts {
  isPair: boolean;
  topics(label: string): Prompt;
  /** For a text, or for the first of a pair. */
  text(method: PromptMethodName, asked: AskedExample<Example>): Prompt;
  /** For the second text of a pair; the first is shown whole. */
  second(method: PromptMethodName, asked: AskedExample<Example>, first: string): Prompt;
}

/**
 * The prompts for a set.
 *
 * @param name of its folder
 * @param cut shortens the texts of demonstrations, and makes them one line without quotation marks
 * @throws RangeError if no words are written for a set of this name and these labels
 */
export function setPrompts(name: string, labels: readonly string[], cut = oneLine): SetPrompts {
  const words = wordsFor(name, labels);
  const shown = (example: Example): Demonstration => ({
    text: cut(example.text),
    ...(example.textPair !== undefined && { textPair: cut(example.textPair) }),
    label: words.labels[example.label],
  });
  const filled = (
    task: RealSetWords["text"],
    method: PromptMethodName,
    { topic, demonstrations }: AskedExample<Example>,
    values: Record<string, string>,
  ) =>
    fillPrompt(methodTemplate(task, method), {
      ...values,
      ...(topic !== undefined && { topic }),
      demonstrations: demonstrations.map(shown),
    });
  return {
    isPair: words.pair !== undefined,
    topics: (label) => topicsPrompt(words, label),
    text: (method, asked) =>
      filled(words.text, method, asked, words.pair ? {} : { label: words.labels[asked.label] }),
    second(method, asked, first) {
      if (!words.pair) throw new RangeError(`setPrompts: ${name} has single texts, expected pairs`);
      return filled(words.pair, method, asked, { label: words.labels[asked.label], text: oneLine(first) });
    },
  };
}

/** A text as it can stand between quotation marks: entities, line breaks and marks of its own are made plain. */
export function oneLine(text: string): string {
  return text
    .replaceAll("&amp;", "&")
    .replace(/\\n|\\/g, " ")
    .replace(/["“”]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsFor(name: string, labels: readonly string[]): RealSetWords {
  const known = Object.keys(realSetWords).join(", ");
  if (!Object.hasOwn(realSetWords, name)) {
    throw new RangeError(`setPrompts: name is ${name}, expected one of ${known}`);
  }
  const words = realSetWords[name];
  const unknown = labels.find((label) => !Object.hasOwn(words.labels, label));
  if (unknown !== undefined) {
    const expected = Object.keys(words.labels).join(", ");
    throw new RangeError(`setPrompts: ${name} has the label ${unknown}, expected one of ${expected}`);
  }
  return words;
}

function topicsPrompt({ topics, labels }: RealSetWords, label: string): Prompt {
  const template = {
    name: "topics",
    system: [],
    user: [{ purpose: "topic" as const, text: topics }],
    demonstrations: 0,
  };
  return fillPrompt(template, topics.includes("{label}") ? { label: labels[label] } : {});
}
