/** @file What every generator is: prompts in, texts out one by one, whoever writes them. */
import type { Json } from "../text/canonicalJson";
import type { Prompt } from "../text/prompts/prompt";

/** One text to be written. */
export interface TextRequest {
  readonly prompt: Prompt;
  /** The class that the prompt asks for. */
  readonly label: string;
  /** The text's own chance: two texts of one prompt differ in it. */
  readonly seed: number;
}

/** Why a text ends: by itself, at the most tokens, because it was refused or filtered, or nobody knows. */
export type TextFinish = "end" | "length" | "refused" | "unknown";

/** One text as it came; what is not known is left out. */
export interface WrittenText {
  readonly text: string;
  readonly finish: TextFinish;
  /** The sum over the text's tokens, in nats; an endpoint's number is taken at its word. */
  readonly logProb?: number;
  /** Tokens of the text. */
  readonly tokens?: number;
  /** Tokens of the prompt, as far as this text is charged with them. */
  readonly promptTokens?: number;
}

/** Somebody who writes texts. */
export interface Generator {
  /** A name that changes when the weights do. */
  readonly model: string;
  /** All settings that change what is written; never a key or an address. */
  readonly sampling: { readonly [name: string]: Json };
  /**
   * Writes the texts, handing each over as soon as it is there, in any order.
   *
   * @param onText told the request's place in the list and its text, once for each request
   * @throws the signal's reason if it is aborted, after the texts that had arrived were handed over
   */
  write(
    requests: readonly TextRequest[],
    onText: (at: number, text: WrittenText) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}
