/** @file A local language model that answers a judge's prompts, by greedy decoding. */
import { generate } from "../generation/generate";
import type { Decoder } from "../models/decoder";
import type { AnswerPrompts } from "./judgeTexts";

/** Room for three lines with halves, and for a fourth, which makes an answer unreadable. */
const mostTokens = 40;

/**
 * The likeliest answer to each prompt, up to the first empty line.
 *
 * A model without instruction tuning goes on behind a line break, where an answer would begin.
 *
 * @param decoder whose tokens continue the prompt as a text: no chat template
 * @returns throws the signal's reason if it is aborted, else as `generate`
 */
export function decoderAnswers(decoder: Decoder, signal?: AbortSignal): AnswerPrompts {
  return async (prompts) => {
    // Never cut: the end of a prompt is what is asked.
    const whole = (prompt: string) =>
      decoder.tokenizer.encode(`${prompt}\n`, undefined, Number.POSITIVE_INFINITY);
    const tokens = prompts.map((prompt) => whole(prompt).ids);
    const stopTexts = ["\n\n"];
    const settings = { maxTokens: mostTokens, temperature: 0, seed: 0, batchSize: 16, stopTexts, signal };
    const answers = await generate(decoder, tokens, settings);
    signal?.throwIfAborted();
    return answers.map(({ text }) => text);
  };
}
