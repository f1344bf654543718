/** @file From the records of the run at scale `small` to its tables, whether it was made just now or is read from a ledger. */
import { duration, type Format, fixed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { Comparison } from "../../experiments/pairedDifferences";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";

/** What classifiers are trained on, in the order of the tables. */
const trainingSets = ["real", "synthetic", "real and synthetic"];

/**
 * Accuracies of the classifiers with differences, seed by seed: to real text alone, to the generator as it is, and of
 * the two tunings.
 *
 * There are no verdicts: texts and tunings are of one run, and the paper's claims are about many.
 *
 * @throws RangeError if there are fewer than 2 seeds, or an arm is missing
 */
export function smallHybridResult(records: readonly RunRecord[]): ExperimentResult {
  const judged = records.filter(({ source }) => trainingSets.includes(source));
  const result = experimentResult({
    experiment: "u-dpo/4.5-hybrid",
    scale: "small",
    records: judged,
    comparisons: comparisonsOf(judged),
    claims: [],
  });
  // The stages that were made once are a part of what the run cost.
  return { ...result, seconds: records.reduce((sum, { seconds }) => sum + seconds, 0) };
}

function comparisonsOf(records: readonly RunRecord[]): Comparison[] {
  const methods = [...new Set(records.map(({ method }) => method))].filter((method) => method !== "none");
  const minus = (source: string, method: string, other: { source: string; method: string }): Comparison => ({
    metric: "accuracy",
    of: { source, method },
    minus: other,
  });
  const [, synthetic, hybrid] = trainingSets;
  return [
    ...methods.map((method) => minus(hybrid, method, { source: "real", method: "none" })),
    ...[synthetic, hybrid].flatMap((source) => [
      ...methods
        .filter((method) => method !== "base")
        .map((method) => minus(source, method, { source, method: "base" })),
      minus(source, "U-DPO", { source, method: "DPO" }),
    ]),
  ];
}

/** Accuracy and macro F1 of every training set, and the differences. */
export function smallHybridTable({ rows }: ExperimentResult): Table {
  const named = [
    "accuracy",
    "macroF1",
    "accuracy minus real none",
    "accuracy minus base",
    "accuracy minus DPO",
  ];
  const titles: Record<string, string> = {
    macroF1: "macro F1",
    "accuracy minus real none": "minus real alone",
    "accuracy minus base": "minus base",
    "accuracy minus DPO": "minus DPO",
  };
  const caption = "Accuracy on the test; texts and tunings of one run, the seeds are the classifier's";
  return resultTable(rows, { metrics: named.map((metric) => ({ metric, title: titles[metric] })), caption });
}

/** What each stage came to, one line for each number, and how long it took. */
export function stageTable(records: readonly RunRecord[]): Table {
  const stages = records.filter(({ source }) => !trainingSets.includes(source));
  const lines = stages.flatMap(({ source, method, metrics, seconds }) =>
    Object.entries({ ...metrics, seconds }).map(([metric, value]) => ({
      stage: source,
      method,
      metric,
      value,
    })),
  );
  const format: Format = (value, row) => {
    if (row.metric === "seconds") return duration()(value, row);
    return (Number.isInteger(value) ? whole() : fixed(3))(value, row);
  };
  return table(lines, {
    caption: "One run, stage by stage",
    columns: [
      { field: "stage" },
      { field: "method" },
      { field: "metric" },
      { field: "value", format, align: "right" },
    ],
    note: "a stage's seconds are those that its first asker waited: they hold the stages that it needs",
  });
}
