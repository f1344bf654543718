/**
 * @file `dimp/E-time` to read: seconds by component, passes and memory, verdicts, what the paper reports.
 */
import { fixed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { components, costClaims, timeRatio, workRatio } from "./costResult";
import { reportedTable3 } from "./reported";

/** The tables of a result; a notebook shows each of them. */
export interface CostTables {
  /** Table 3. */
  seconds: Table;
  /** Texts forward and backward, tokens, memory. */
  passes: Table;
  claims: Table;
  /** The paper's Table 3. */
  reported: Table;
}

const titles = {
  qualitySeconds: "build P'",
  diversitySeconds: "build Q",
  weightSeconds: "weights",
  trainingSeconds: "training",
};

/** The result as tables. */
export function costTables({ rows, claims }: ExperimentResult): CostTables {
  const inUnits = rows.map((row) =>
    row.metric === "peakBytes" ? scaled(row, 2 ** 20) : row.metric === "tokens" ? scaled(row, 1000) : row,
  );
  return {
    seconds: resultTable(rows, {
      metrics: [
        ...components.map((metric) => ({ metric, title: titles[metric], format: fixed(2) })),
        { metric: "totalSeconds", title: "total", format: fixed(2) },
        { metric: timeRatio, title: "times CE", format: fixed(2) },
        { metric: workRatio, title: "times CE, processor", format: fixed(2) },
      ],
      caption: "Seconds on one core",
    }),
    passes: resultTable(inUnits, {
      metrics: [
        { metric: "forwards", title: "texts forward", format: whole() },
        { metric: "backwards", title: "texts backward", format: whole() },
        { metric: "tokens", title: "thousand tokens forward", format: whole() },
        { metric: "peakBytes", title: "MiB of tensors held at most", format: fixed(1) },
      ],
      caption: "What was computed",
    }),
    claims: claimTable(costClaims, claims),
    reported: table(
      reportedTable3.map((line) => ({ ...line, ratio: (line.total / reportedTable3[0].total).toFixed(2) })),
      {
        columns: [
          { field: "method" },
          { field: "quality", title: "build P'", format: fixed(1) },
          { field: "diversity", title: "build Q", format: fixed(1) },
          { field: "weights", format: fixed(1) },
          { field: "training", format: fixed(1) },
          { field: "total", format: fixed(1) },
          { field: "ratio", title: "times CE", align: "right" },
        ],
        caption: "Reported: Kuo et al. 2025, Table 3, seconds on a V100",
        note: "BERT-base, 10,012 generated and 242 real texts, five epochs; the weights were computed once",
      },
    ),
  };
}

function scaled(row: ExperimentResult["rows"][number], unit: number): ExperimentResult["rows"][number] {
  const { mean, low, high, best } = row;
  return { ...row, mean: mean / unit, low: low / unit, high: high / unit, best: best / unit };
}

/** The result as text for a terminal. */
export function printCost(result: ExperimentResult): string {
  const { seconds, passes, claims, reported } = costTables(result);
  return [seconds, passes, claims, reported].map(String).join("\n\n");
}
