/** @file What is measured on the texts of one sampling setting. */
import { textTokens } from "../../data/world/textTokens";
import { copiedShare } from "../../evaluation/copiedShare";
import { distinctN } from "../../evaluation/distinctN";
import type { Generated } from "../../generation/runningSample";
import { mean } from "../../statistics/mean";
import { promptText } from "../../text/prompts/prompt";
import type { ScenePrompt } from "./generationScene";

/** What the metrics look at of a prompt. */
export type MeasuredPrompt = Pick<ScenePrompt, "label" | "demonstrations" | "prompt">;

/** Long enough that two texts on one subject seldom share one by chance. */
const copiedLength = 5;

/**
 * The metrics of texts that were generated for prompts with the same settings.
 *
 * `empty` is the share of texts without a word; `distinct2` is over the texts of a prompt, then averaged over prompts; a `repeat` has words and equals an earlier text of its
 * prompt or one of the prompt's demonstrations; `meanLogProb` is nats per token at temperature 1, over all tokens;
 * `copied` is the share of runs of five words that stand in the prompt; `cut` is the share that reached the limit; what `judge` says is averaged over texts.
 *
 * @throws RangeError if there are no tokens at all
 */
export function sampleMetrics(
  prompts: readonly MeasuredPrompt[],
  generated: readonly Generated[],
  judge: (text: string, label: string) => Record<string, number>,
): Record<string, number> {
  const logProbs = generated.flatMap((sample) => sample.logProbs);
  if (logProbs.length === 0) throw new RangeError("sampleMetrics: no text has a token, expected some");
  const groups = prompts.map((prompt, at) => ({
    prompt,
    texts: generated.filter((sample) => sample.prompt === at).map(({ text }) => text.trim()),
  }));
  const judged = groups.flatMap(({ prompt, texts }) => texts.map((text) => judge(text, prompt.label)));
  const names = Object.keys(judged[0]);
  return {
    ...Object.fromEntries(names.map((name) => [name, mean(judged.map((one) => one[name]))])),
    distinct2: mean(groups.flatMap(({ texts }) => pairVariety(texts))),
    repeats: groups.reduce((sum, group) => sum + repeatsOf(group), 0) / generated.length,
    copied: mean(groups.flatMap(copiedOf)),
    meanLogProb: mean(logProbs),
    tokens: logProbs.length / generated.length,
    empty:
      groups.reduce((sum, { texts }) => sum + texts.filter((text) => text === "").length, 0) /
      generated.length,
    cut: generated.filter(({ finish }) => finish === "length").length / generated.length,
  };
}

/** distinct-2 of a prompt's texts; nothing where none has two words. */
function pairVariety(texts: readonly string[]): number[] {
  const words = texts.map(textTokens);
  return words.some(({ length }) => length > 1) ? [distinctN(words, 2)] : [];
}

function copiedOf({
  prompt: { prompt },
  texts,
}: {
  prompt: MeasuredPrompt;
  texts: readonly string[];
}): number[] {
  const source = [textTokens(promptText(prompt))];
  return texts.map((text) => copiedShare(textTokens(text), source, copiedLength));
}

function repeatsOf({ prompt, texts }: { prompt: MeasuredPrompt; texts: readonly string[] }): number {
  const seen = new Set(prompt.demonstrations.map((text) => text.trim()));
  return texts.filter((text) => text !== "" && seen.size === seen.add(text).size).length;
}
