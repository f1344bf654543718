/** @file The ways to ask for a labelled text, as templates over the words of a task. */
import type { PromptPurpose, PromptSection, PromptTemplate } from "./promptTemplate";

/** How a prompt shows what is wanted: by naming it, by a topic, by demonstrations of the class. */
export interface PromptMethod {
  topic: boolean;
  demonstrations: number;
}

/**
 * Ways to ask, by name. Five are those that the empirical study compares; two demonstrations are U-DPO's.
 *
 * Source: arXiv 2407.12813, section on methods; U-DPO, Section 4.1 (two demonstrations).
 */
export const promptMethods = {
  "zero-shot": { topic: false, demonstrations: 0 },
  "zero-shot topic": { topic: true, demonstrations: 0 },
  "one-shot": { topic: false, demonstrations: 1 },
  "two-shot": { topic: false, demonstrations: 2 },
  "few-shot 3": { topic: false, demonstrations: 3 },
  "few-shot 5": { topic: false, demonstrations: 5 },
} as const satisfies Record<string, PromptMethod>;

export type PromptMethodName = keyof typeof promptMethods;

/** The sentences of a task, by purpose; those that a task does without are left out. */
export type TaskWords = Partial<Record<PromptPurpose, string>> &
  Record<"request" | "topic" | "demonstration" | "answer", string>;

/** The order of sentences in what the user says. */
const order: readonly PromptPurpose[] = [
  "request",
  "topic",
  "style",
  "length",
  "lead",
  "demonstration",
  "diversity",
  "answer",
];

/**
 * The template that asks for a task's texts in one of the ways.
 *
 * The topic stands in it only if the way has one; the lead and the demonstrations only if it has demonstrations.
 *
 * @throws RangeError if the name is not of a way to ask
 */
export function methodTemplate(task: TaskWords, name: PromptMethodName): PromptTemplate {
  if (!Object.hasOwn(promptMethods, name)) {
    const known = Object.keys(promptMethods).join(", ");
    throw new RangeError(`methodTemplate: name is ${name}, expected one of ${known}`);
  }
  const method: PromptMethod = promptMethods[name];
  const user = order.filter((purpose) => isUsed(purpose, method));
  return {
    name,
    system: sections(task, ["role"]),
    user: sections(task, user),
    demonstrations: method.demonstrations,
  };
}

function isUsed(purpose: PromptPurpose, { topic, demonstrations }: PromptMethod): boolean {
  if (purpose === "topic") return topic;
  if (purpose === "lead" || purpose === "demonstration") return demonstrations > 0;
  return true;
}

function sections(task: TaskWords, purposes: readonly PromptPurpose[]): PromptSection[] {
  return purposes.flatMap((purpose) => {
    const text = task[purpose];
    return text === undefined ? [] : [{ purpose, text }];
  });
}
