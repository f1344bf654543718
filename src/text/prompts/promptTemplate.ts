/** @file What a prompt template is: sentences in order, each with its purpose and with places for variables. */

/** What a sentence of a prompt is for. */
export type PromptPurpose =
  | "role"
  | "request"
  | "topic"
  | "style"
  | "length"
  | "lead"
  | "demonstration"
  | "diversity"
  | "answer";

/** A piece of a prompt that stands on lines of its own. */
export interface PromptSection {
  purpose: PromptPurpose;
  /**
   * The words, with places such as `{label}` for variables. In a demonstration `{number}` is its number from 1,
   * `{text}`, `{textPair}` and `{label}` are its own.
   */
  text: string;
}

/** A template: data, so that one sentence can be exchanged and the rest stay. */
export interface PromptTemplate {
  name: string;
  /** What a chat model is told once; the beginning of the text for a model that continues texts. */
  system: readonly PromptSection[];
  user: readonly PromptSection[];
  /** How many demonstrations the section of that purpose is written for. */
  demonstrations: number;
}
