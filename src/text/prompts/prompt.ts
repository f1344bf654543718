/** @file A prompt made from a template: its words, and which of them came from which variable. */

/** Some words of a prompt. */
export interface PromptPart {
  text: string;
  /** The variable that the words are the value of; the template's own words have none. */
  variable?: string;
}

/** A prompt ready for a model. */
export interface Prompt {
  /** The name of the template. */
  template: string;
  /** What a chat model is told once; empty where the template has nothing of the kind. */
  system: PromptPart[];
  user: PromptPart[];
}

/** A message as chat templates take it. */
export interface ChatMessage {
  role: "system" | "user";
  content: string;
}

/** All parts in order, an empty line after those of the system. */
export function promptParts({ system, user }: Prompt): PromptPart[] {
  return system.length > 0 ? [...system, { text: "\n\n" }, ...user] : user;
}

/** The prompt as one text, for a model that continues texts. */
export function promptText(prompt: Prompt): string {
  return textOf(promptParts(prompt));
}

/** The prompt as messages, for the chat template of a model that answers; no system message where there is none. */
export function chatMessages({ system, user }: Prompt): ChatMessage[] {
  const asked: ChatMessage = { role: "user", content: textOf(user) };
  return system.length > 0 ? [{ role: "system", content: textOf(system) }, asked] : [asked];
}

function textOf(parts: readonly PromptPart[]): string {
  return parts.map(({ text }) => text).join("");
}
