/**
 * @file A language model as a classifier: the label whose prompt makes a text most probable.
 */

import type { Decoder } from "../../models/decoder";
import { sequenceLogProbs, sumLogProb } from "../../models/sequenceLogProbs";
import { argMax } from "../../statistics/argMax";
import type { TaskWords } from "../../text/prompts/promptMethods";
import { textWithin } from "../../text/textWithin";
import { worldCompletion, worldPromptText } from "./worldPrompt";

export interface FewShotOptions {
  decoder: Pick<Decoder, "config" | "params" | "tokenizer">;
  /** By label's number: its name and texts of its class, the same number for each. */
  prompts: readonly { label: string; demonstrations: readonly string[] }[];
  /** The words of the prompt; default: those of the world's pages. */
  words?: TaskWords;
  /** Longer texts and demonstrations are cut, in tokens. */
  maxTokens: number;
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
}

/**
 * The label of each text by Bayes' rule with equal shares of the labels.
 *
 *     argmax_y Σ_t log p(x_t | x_<t, prompt of y)
 *
 * Source:  Kuo et al. 2025, Section 5.1: the generator as a few-shot predictor, as one baseline of Table 1.
 * Differs: theirs is asked for the label in words; a model that was never asked anything can be read this way.
 *
 * @returns the labels' numbers
 * @throws RangeError as `sequenceLogProbs`; the signal's reason if it is aborted
 */
export async function fewShotLabels(texts: readonly string[], options: FewShotOptions): Promise<number[]> {
  const sums = await labelLogProbs(texts, options);
  return sums.map(argMax);
}

/** log p(text | prompt of a label) of each text, in nats, in the order of the labels; as `fewShotLabels` reads them. */
export async function labelLogProbs(texts: readonly string[], options: FewShotOptions): Promise<number[][]> {
  const { decoder, prompts, words, maxTokens, signal, onProgress } = options;
  const { tokenizer } = decoder;
  const cut = (text: string) => textWithin(tokenizer, text, maxTokens);
  const promptIds = prompts.map(
    ({ label, demonstrations }) =>
      tokenizer.encode(worldPromptText({ label, demonstrations: demonstrations.map(cut) }, words)).ids,
  );
  const textIds = texts.map((text) => tokenizer.encodePlain(worldCompletion(cut(text))));
  const completions = textIds.flatMap((completion) => promptIds.map((prompt) => ({ prompt, completion })));
  const scored = await sequenceLogProbs(decoder, completions, {
    batchSize: 16,
    signal,
    onProgress: (done, total) => onProgress?.(done / total),
  });
  const sums = scored.map(sumLogProb);
  return texts.map((_, i) => sums.slice(i * prompts.length, (i + 1) * prompts.length));
}
