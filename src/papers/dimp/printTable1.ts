/**
 * @file Table 1 to read: scores, weights, verdicts, and what the paper reports.
 */
import { fixed, percent, signed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { type MetricColumn, resultTable } from "../../experiments/resultTable";
import { reportedTable1 } from "./reported";
import { table1Claims } from "./table1Claims";

/** The tables of a result; a notebook shows each of them. */
export interface Table1Tables {
  /** Accuracy with the expected best of four, macro F1, majority rate, difference to CE, seconds. */
  scores: Table;
  /** What checkers and weights were like. */
  weights: Table;
  claims: Table;
  /** The paper's numbers, in percent. */
  reported: Table;
}

/** The result as tables. */
export function table1Tables(result: ExperimentResult): Table1Tables {
  const weighted = new Set(
    result.rows
      .filter(({ metric }) => metric === "meanQuality")
      .map(({ source, method }) => `${source}/${method}`),
  );
  const weightRows = result.rows.filter(({ source, method }) => weighted.has(`${source}/${method}`));
  const synthetic = [...new Set(result.rows.map(({ source }) => source))].filter((name) =>
    name.startsWith("synthetic"),
  );
  return {
    scores: resultTable(result.rows, { metrics: scoreColumns, caption: "Accuracy on the test texts" }),
    weights: resultTable(weightRows, {
      metrics: weightColumns.filter(({ metric }) => weightRows.some((row) => row.metric === metric)),
      caption: "Checkers and weights",
    }),
    claims: claimTable(table1Claims(synthetic), result.claims),
    reported: reportedTable(),
  };
}

/** The result as text for a terminal. */
export function printTable1(result: ExperimentResult): string {
  const { scores, weights, claims, reported } = table1Tables(result);
  return [scores, ...exactSentence(result), weights, claims, reported].map(String).join("\n\n");
}

/** What is known of the exact world, in a sentence; nothing at other scales. */
function exactSentence({ rows }: ExperimentResult): string[] {
  const meanOf = (metric: string) =>
    rows.find((row) => row.method === "Bayes" && row.metric === metric)?.mean;
  const best = meanOf("accuracy");
  const wrong = meanOf("wrongLabels");
  if (best === undefined || wrong === undefined) return [];
  const share = percent(1);
  return [
    `The best possible classifier is right on ${share(best, {})} of the test texts; ` +
      `${share(wrong, {})} of the synthetic labels name another class than their text was written from.`,
  ];
}

const scoreColumns: readonly MetricColumn[] = [
  { metric: "accuracy", best: true },
  { metric: "accuracy minus CE", title: "minus CE", format: signed(3) },
  { metric: "macroF1", title: "macro F1" },
  { metric: "majorityRate", title: "majority rate" },
  { metric: "totalSeconds", title: "seconds", format: fixed(1) },
];

const weightColumns: readonly MetricColumn[] = [
  { metric: "meanQuality", title: "mean P'" },
  { metric: "meanWeight", title: "mean weight", format: fixed(2) },
  { metric: "largestWeight", title: "largest", format: fixed(1) },
  { metric: "effectiveSampleSize", title: "effective size", format: whole() },
  { metric: "weightCorrelation", title: "rank correlation with P/Q", format: fixed(2) },
  { metric: "meanWeightOfRightLabels", title: "right labels", format: fixed(2) },
  { metric: "meanWeightOfWrongLabels", title: "wrong labels", format: fixed(2) },
];

function reportedTable(): Table {
  const lines = new Map<string, Record<string, string | number>>();
  for (const { data, source, method, accuracy, macroF1 } of reportedTable1) {
    const line = lines.get(`${source}/${method}`) ?? { source, method };
    lines.set(`${source}/${method}`, { ...line, [data]: `${accuracy.toFixed(2)} / ${macroF1.toFixed(2)}` });
  }
  return table([...lines.values()], {
    caption: "Reported: Kuo et al. 2025, Table 1, accuracy / macro F1 in percent",
    note: "the best of four seeds; BERT-base on texts of GPT-3.5",
  });
}
