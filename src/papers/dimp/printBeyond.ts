/**
 * @file `dimp/beyond-the-paper` to read: one table for each question, verdicts.
 */
import { fixed, percent, signed, whole } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { type MetricColumn, resultTable } from "../../experiments/resultTable";
import { questions } from "./beyondArms";
import { beyondClaims } from "./beyondResult";

/** The tables of a result; a notebook shows each of them. */
export interface BeyondTables {
  /** Clipped and normalised weights. */
  size: Table;
  /** Texts dropped instead of weighed. */
  dropping: Table;
  /** The same or other rows for checker and selection. */
  rows: Table;
  /** Confidence of P' and what mending it brings. */
  calibration: Table;
  claims: Table;
}

/** The result as tables. */
export function beyondTables({ rows, claims }: ExperimentResult): BeyondTables {
  const about = (...sources: string[]) => rows.filter(({ source }) => sources.includes(source));
  return {
    size: resultTable(about(questions.size), { metrics: weightColumns, caption: "The size of weights" }),
    dropping: resultTable(about(questions.dropping), { metrics: weightColumns, caption: "Weigh or drop" }),
    rows: resultTable(about(questions.rows), {
      metrics: [
        { metric: "accuracy" },
        { metric: "accuracy minus size of weights CE", title: "minus CE", format: signed(3) },
        {
          metric: "optimism",
          title: "better on the rows that choose, by",
          format: signed(3),
        },
      ],
      caption: "Which rows fit the checker, and which choose the epoch",
    }),
    calibration: resultTable(about(questions.calibration), {
      metrics: [
        { metric: "accuracy" },
        { metric: "calibrationError", title: "calibration error" },
        { metric: "meanConfidence", title: "mean confidence" },
        { metric: "wrongLabelArea", title: "finds wrong labels" },
      ],
      caption: "How sure the quality checker is",
    }),
    claims: claimTable(beyondClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printBeyond(result: ExperimentResult): string {
  const { size, dropping, rows, calibration, claims } = beyondTables(result);
  return [size, dropping, rows, calibration, claims].map(String).join("\n\n");
}

const weightColumns: readonly MetricColumn[] = [
  { metric: "accuracy" },
  { metric: "calibrationError", title: "calibration error" },
  { metric: "wrongLabelArea", title: "finds wrong labels", format: fixed(2) },
  { metric: "wrongLabelShare", title: "weight of wrong labels", format: percent(1) },
  { metric: "effectiveSampleSize", title: "effective size", format: whole() },
];
