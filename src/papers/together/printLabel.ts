/** @file `together/3-label-or-generate` to read: accuracies, what the texts took, verdicts. */
import { fixed, percent, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { labelClaims, writingSource } from "./labelResult";
import type { LabelWorth } from "./labelWorth";

/** The tables of a result; a notebook shows each of them. */
export interface LabelTables {
  accuracy: Table;
  writing: Table;
  claims: Table;
}

/** The result as tables. */
export function labelTables({ rows, claims }: ExperimentResult): LabelTables {
  return {
    accuracy: resultTable(
      rows.filter(({ source }) => source !== writingSource),
      {
        metrics: [
          { metric: "accuracy" },
          { metric: "training", title: "core s, training", format: fixed(2) },
        ],
        caption: "Accuracy by labelled texts, alone and beside generated ones",
      },
    ),
    writing: resultTable(
      rows.filter(({ source }) => source === writingSource),
      {
        metrics: [
          { metric: "tokens", format: whole() },
          { metric: "writing", title: "core s", format: fixed(1) },
          { metric: "rightClass", title: "right class", format: percent(1) },
        ],
        caption: "What the generated texts took",
      },
    ),
    claims: claimTable(labelClaims, claims, "The questions as sentences"),
  };
}

/** The worth of generated texts in labels, a line for each number of real texts, a column for each choice. */
export function worthTable(worth: readonly LabelWorth[]): Table {
  const methods = [...new Set(worth.map(({ method }) => method))];
  const counts = [...new Set(worth.map(({ real }) => real))];
  const words = ({ labels, low, high, beyond }: LabelWorth) =>
    `${beyond ? "≥ " : ""}${rounded(labels)} [${rounded(low)}, ${rounded(high)}]`;
  const lines = counts.map((real) => ({
    real,
    ...Object.fromEntries(worth.filter((one) => one.real === real).map((one) => [one.method, words(one)])),
  }));
  return table(lines, {
    caption: "Labels by hand that the generated texts are worth",
    columns: [
      { field: "real", title: "labelled texts", align: "right" },
      ...methods.map((field) => ({ field, align: "right" as const })),
    ],
    note: "in brackets the bootstrap's 95 % interval over runs; ≥ where the curve of real texts ends below",
  });
}

const rounded = (value: number) => String(Math.round(value)).replace("-", "−");

/** The result as text for a terminal. */
export function printLabel(result: ExperimentResult): string {
  return Object.values(labelTables(result)).map(String).join("\n\n");
}
