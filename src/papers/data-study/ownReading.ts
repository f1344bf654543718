/** @file What the generator itself says of texts: the probability of each field, without a classifier. */
import { logSumExp } from "../../statistics/logSumExp";
import { labelLogProbs } from "../world/fewShotLabels";
import type { Study } from "./study";

/**
 * The generator's probability of each field, by Bayes' rule with equal shares of the fields.
 *
 *     p(y | x) = p(x | prompt of y) / Σ_y' p(x | prompt of y')
 *
 * Source:  Bayes' rule; ours for arXiv 2407.12813, open question 2, which asks GPT-3.5 for the label in words.
 *
 * @returns one list per text, in the order of the task's labels
 */
export async function ownReading(
  { tasks: [task], generators, settings }: Pick<Study, "tasks" | "generators" | "settings">,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const sums = await labelLogProbs(texts, {
    decoder: generators.decoder,
    prompts: task.labels.map((label) => ({ label, demonstrations: [] })),
    maxTokens: settings.maxTokens,
    signal,
  });
  return sums.map((ofText) => {
    const total = logSumExp(ofText);
    return ofText.map((sum) => Math.exp(sum - total));
  });
}
