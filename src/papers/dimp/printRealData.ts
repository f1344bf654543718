/**
 * @file `dimp/5.2-real-data` to read: scores beside the reported ones, weights, verdicts.
 */
import { fixed, signed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult, ResultRow } from "../../experiments/experiment";
import { type MetricColumn, resultTable } from "../../experiments/resultTable";
import { realDataClaims } from "./realDataResult";
import { type ReportedScore, reportedTable1 } from "./reported";

/** The tables of a result; a notebook shows each of them. */
export interface RealDataTables {
  /** Accuracy and macro F1 with the expected best of four and differences to CE, majority rate, seconds. */
  scores: Table;
  /** What checkers and weights were like. */
  weights: Table;
  claims: Table;
}

/** The result as tables. */
export function realDataTables({ rows, claims }: ExperimentResult): RealDataTables {
  const weighted = new Set(rows.filter(({ metric }) => metric === "meanQuality").map(armOf));
  const sources = [...new Set(rows.map(({ source }) => source))];
  return {
    scores: resultTable(rows, { metrics: scoreColumns, caption: `Test texts of ${rows[0].data}` }),
    weights: resultTable(
      rows.filter((row) => weighted.has(armOf(row))),
      { metrics: weightColumns, caption: "Checkers and weights" },
    ),
    claims: claimTable(realDataClaims(sources), claims),
  };
}

/**
 * Our accuracies beside the reported ones, best of four beside best of four.
 *
 * @param reportedFor the column of the paper's Table 1 that the data set stands beside
 */
export function besideReported({ rows }: ExperimentResult, reportedFor: ReportedScore["data"]): Table {
  const percent = (value: number) => (100 * value).toFixed(1);
  const lines = rows
    .filter(({ metric }) => metric === "accuracy")
    .map((row) => {
      const f1 = rows.find((other) => other.metric === "macroF1" && armOf(other) === armOf(row))!;
      const reported = reportedTable1.find(
        ({ data, source, method }) =>
          data === reportedFor &&
          method === row.method &&
          source === (row.source.startsWith("synthetic") ? "synthetic" : row.source),
      );
      return {
        source: row.source,
        method: row.method,
        mean: `${percent(row.mean)} ± ${percent((row.high - row.low) / 2)}`,
        best: percent(row.best),
        reported: reported?.accuracy.toFixed(1) ?? "–",
        f1: `${percent(f1.mean)} ± ${percent((f1.high - f1.low) / 2)}`,
        bestF1: percent(f1.best),
        reportedF1: reported?.macroF1.toFixed(1) ?? "–",
      };
    });
  return table(lines, {
    caption: `Ours, and what Kuo et al. 2025 report for ${reportedFor} (Table 1), in percent`,
    columns: [
      { field: "source" },
      { field: "method" },
      { field: "mean", title: "accuracy", align: "right" },
      { field: "best", title: "best of four", align: "right" },
      { field: "reported", title: "reported", align: "right" },
      { field: "f1", title: "macro F1", align: "right" },
      { field: "bestF1", title: "best of four", align: "right" },
      { field: "reportedF1", title: "reported", align: "right" },
    ],
    note: "ours: mean ± half of the 95 % Student t interval; reported: the best of four seeds of BERT-base",
  });
}

/** The result as text for a terminal. */
export function printRealData(result: ExperimentResult): string {
  const { scores, weights, claims } = realDataTables(result);
  return [scores, weights, claims].map(String).join("\n\n");
}

function armOf({ source, method }: ResultRow): string {
  return `${source}/${method}`;
}

const scoreColumns: readonly MetricColumn[] = [
  { metric: "accuracy", best: true },
  { metric: "accuracy minus CE", title: "minus CE", format: signed(3) },
  { metric: "macroF1", title: "macro F1", best: true },
  { metric: "macroF1 minus CE", title: "F1 minus CE", format: signed(3) },
  { metric: "majorityRate", title: "majority rate" },
  { metric: "totalSeconds", title: "seconds", format: fixed(1) },
];

const weightColumns: readonly MetricColumn[] = [
  { metric: "meanQuality", title: "mean P'" },
  { metric: "meanWeight", title: "mean weight", format: fixed(2) },
  { metric: "largestWeight", title: "largest", format: fixed(1) },
  { metric: "effectiveSampleSize", title: "effective size", format: whole() },
];
