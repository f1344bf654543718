/** @file The generator as its own classifier: the class under whose prompt a text is likeliest. */

import { type TestScores, testScores } from "../../evaluation/testScores";
import { sequenceLogProbs, sumLogProb } from "../../models/sequenceLogProbs";
import { stream } from "../../random/stream";
import type { PipelineRun } from "./stages/pipelineRun";

/**
 * Accuracy of the untuned generator on test texts, by prompts with some demonstrations of each class.
 *
 *     ŷ(x) = argmax_y log π(x | prompt of y)
 *
 * Source:  U-DPO, Section 4.5, where GPT-4o is asked with 0, 2, 3 and 5 examples.
 * Differs: GPT-4o names a class; a model that was never taught to answer is asked which class's text this would be
 *          (the noisy channel of Min et al. 2022), every class alike beforehand. The first test texts only.
 *
 * @param demonstrations real texts of the class in each prompt, the same for all test texts
 */
export async function promptedAccuracy(
  { scene, seed, texts, generator }: PipelineRun,
  demonstrations: number,
  signal?: AbortSignal,
): Promise<TestScores> {
  const random = stream(seed, "u-dpo/prompted");
  const { decoder, promptTokens, completionTokens } = await generator(signal);
  const prompts = scene.labels.map((label) => {
    const own = texts.real.filter((one) => one.label === label).map(({ text }) => text);
    return promptTokens({ label, demonstrations: random.child(label).shuffle(own).slice(0, demonstrations) });
  });
  const test = texts.test.slice(0, scene.settings.prompting.test);
  const completions = test.flatMap(({ text }) => {
    const completion = completionTokens(text);
    return prompts.map((prompt) => ({ prompt, completion }));
  });
  const scored = await sequenceLogProbs(decoder, completions, { batchSize: 64, signal });
  const classes = prompts.length;
  const rows = test.map((_, at) => scored.slice(at * classes, (at + 1) * classes).map(sumLogProb));
  return testScores(rows, test, scene.labels);
}
