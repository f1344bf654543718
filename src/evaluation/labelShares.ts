/** @file Which class a language model takes a text for, by how likely it would write the text for each. */
import type { Decoder } from "../models/decoder";
import type { ScoreOptions } from "../models/scoreRows";
import { sequenceLogProbs, sumLogProb } from "../models/sequenceLogProbs";
import { logSumExp } from "../statistics/logSumExp";

/**
 * For each text, the share of each class.
 *
 *     p(x | c) / Σ_d p(x | d)
 *
 * where p(x | c) is the language model's probability of the text behind the class's prompt: P(c | x) by Bayes' rule for
 * classes of equal number. `exactJudge` has the world's P in its place.
 *
 * Source:  Min et al. 2022 (noisy channel prompting), Section 3, zero-shot.
 * Differs: nothing.
 *
 * @param prompts one for each class, behind which the model would write such a text
 * @returns for each text one number for each class, 1 together
 * @throws RangeError if there is no class; as `sequenceLogProbs`
 */
export async function labelShares(
  decoder: Decoder,
  texts: readonly string[],
  prompts: readonly string[],
  options: ScoreOptions = {},
): Promise<number[][]> {
  const { tokenizer } = decoder;
  if (prompts.length === 0)
    throw new RangeError("labelShares: prompts is empty, expected one for each class");
  const asked = prompts.map((prompt) => tokenizer.encode(prompt).ids);
  const rows = texts.flatMap((text) => {
    const completion = tokenizer.encodePlain(` ${text}`);
    return asked.map((prompt) => ({ prompt, completion }));
  });
  const logs = (await sequenceLogProbs(decoder, rows, options)).map(sumLogProb);
  return texts.map((_, at) => {
    const own = logs.slice(at * prompts.length, (at + 1) * prompts.length);
    const total = logSumExp(own);
    return own.map((log) => Math.exp(log - total));
  });
}
