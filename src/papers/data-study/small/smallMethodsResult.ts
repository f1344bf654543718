/** @file From finished runs on one real set to the tables of `data-study/1-methods` at scale `small`. */
import { fixed, percent, signed } from "../../../charts/format";
import type { ExperimentOptions, ExperimentResult } from "../../../experiments/experiment";
import { experimentResult } from "../../../experiments/experimentResult";
import { resultTable } from "../../../experiments/resultTable";
import type { RunRecord } from "../../../experiments/runRecord";
import { paperStudy } from "../settings";
import { runSmallMethods } from "./runSmallMethods";

/** Scale `small` of the experiment: one folder. */
export async function smallMethods(options: ExperimentOptions): Promise<ExperimentResult> {
  return smallMethodsResult(await runSmallMethods(options));
}

/**
 * Means over the seeds, and the gain over real texts alone.
 *
 * There are no verdicts: the paper's claims are about several sets, see `sixSets`.
 *
 * @throws RangeError if there are fewer than 2 seeds
 */
export function smallMethodsResult(records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: "data-study/1-methods",
    scale: "small",
    records,
    lowerIsBetter: ["similarity", "selfBleu"],
    comparisons: ["synthetic", "mixed"].flatMap((source) =>
      paperStudy.methods.map((method) => ({
        metric: "accuracy",
        of: { source, method },
        minus: { source: "real", method: "real only" },
      })),
    ),
    claims: [],
  });
}

export function printSmallMethods({ rows }: ExperimentResult): string {
  const judged = rows.filter(({ source }) => source !== "texts");
  const scores = resultTable(judged, {
    metrics: [
      { metric: "accuracy" },
      { metric: "macroF1", title: "macro F1" },
      { metric: "accuracy minus real real only", title: "gain over real only", format: signed(3) },
    ],
    caption: "Five ways of prompting on a real set",
  });
  const sets = resultTable(
    rows.filter(({ source }) => source === "texts"),
    {
      metrics: [
        { metric: "usableShare", title: "usable", format: percent(0) },
        { metric: "similarity" },
        { metric: "vendi", title: "Vendi score", format: fixed(1) },
        { metric: "distinct2", title: "distinct-2" },
        { metric: "selfBleu", title: "Self-BLEU" },
        { metric: "nearDuplicates", title: "near duplicates", format: percent(1) },
      ],
      caption: "What the written sets are like",
    },
  );
  return [scores, sets].map(String).join("\n\n");
}
