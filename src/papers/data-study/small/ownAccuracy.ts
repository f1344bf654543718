/** @file How well the generator does the task itself: the label whose prompt makes a text most probable. */

import type { Example } from "../../../data/dataset";
import { accuracy } from "../../../evaluation/accuracy";
import { macroF1 } from "../../../evaluation/macroF1";
import { sequenceLogProbs, sumLogProb } from "../../../models/sequenceLogProbs";
import { argMax } from "../../../statistics/argMax";
import { promptText } from "../../../text/prompts/prompt";
import { studyStream } from "../studyStream";
import type { SmallScene } from "./openSmallScene";

/**
 * Accuracy and macro F1 of the generator on some test texts, by Bayes' rule with equal shares of the labels.
 *
 *     argmax_y Σ_t log p(x_t | x_<t, zero-shot prompt of y)
 *
 * Of a pair it is the second text's probability, by the label and the first text.
 *
 * Source:  arXiv 2407.12813, section on open questions (the generator's own accuracy).
 * Differs: the paper's generator is asked for the label; this one was never taught to answer.
 */
export async function ownAccuracy(
  scene: SmallScene,
  seed: number,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const { dataset, settings, decoder } = scene;
  const { tokenizer } = decoder;
  const test = studyStream(seed, "small/own").shuffle(scene.rows(seed).test).slice(0, settings.ownTexts);
  const completions = test.flatMap((example) =>
    dataset.labels.map((label) => ({
      prompt: tokenizer.encode(promptFor(scene, example, label)).ids,
      completion: tokenizer.encodePlain(scene.cut(example.textPair ?? example.text, settings.tokens.read)),
    })),
  );
  const sums = (await sequenceLogProbs(decoder, completions, { batchSize: 16, signal })).map(sumLogProb);
  const said = test.map((_, at) => {
    const own = sums.slice(at * dataset.labels.length, (at + 1) * dataset.labels.length);
    return argMax(own);
  });
  const actual = test.map(({ label }) => dataset.labels.indexOf(label));
  return {
    accuracy: accuracy(said, actual),
    macroF1: macroF1(said, actual, dataset.labels.length),
    texts: test.length,
  };
}

function promptFor(
  { prompts, cut, settings }: SmallScene,
  { text, textPair }: Example,
  label: string,
): string {
  const asked = { label, demonstrations: [] };
  return promptText(
    textPair === undefined
      ? prompts.text("zero-shot", asked)
      : prompts.second("zero-shot", asked, cut(text, settings.tokens.read)),
  );
}
