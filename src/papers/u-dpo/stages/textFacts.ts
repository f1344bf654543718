/** @file What is measured on the texts of an arm: margins, what the world knows of them, variety. */

import { distinctN } from "../../../evaluation/distinctN";
import { degenerateText } from "../../../preference/degenerateText";
import { mean } from "../../../statistics/mean";
import { quantile } from "../../../statistics/quantile";
import { wordsOf } from "../../../text/wordsOf";
import type { MarkedText } from "./pipelineRun";
import type { PipelineScene } from "./scene";

/**
 * Means over texts: `margin`, `medianMargin`, `degenerate` (empty or a loop), what `judge` says by name, and
 * `distinct2`, the share of different word pairs among the texts of a class, averaged over classes.
 *
 * @throws RangeError if there is no text
 */
export function textFacts(
  { judge, labels }: Pick<PipelineScene, "judge" | "labels">,
  texts: readonly MarkedText[],
  seed: number,
): Record<string, number> {
  if (texts.length === 0) throw new RangeError("textFacts: texts is empty, expected at least one");
  const margins = texts.map(({ margin }) => margin);
  const judged = texts.map(({ text, label }) => judge(text, label, seed));
  const known = Object.keys(judged[0]).map((name) => [name, mean(judged.map((one) => one[name]))]);
  return {
    ...Object.fromEntries(known),
    margin: mean(margins),
    medianMargin: quantile(margins, 0.5),
    degenerate: mean(texts.map(({ text }) => (degenerateText(text, []) === undefined ? 0 : 1))),
    distinct2: mean(
      labels.flatMap((label) =>
        varietyOf(texts.filter((one) => one.label === label).map(({ text }) => text)),
      ),
    ),
  };
}

/** Nothing for a class without two words. */
function varietyOf(texts: readonly string[]): number[] {
  const words = texts.map(wordsOf);
  return words.some(({ length }) => length > 1) ? [distinctN(words, 2)] : [];
}
