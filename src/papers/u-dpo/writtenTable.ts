/** @file The facts on what arms wrote as a table. */
import { signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { ResultRow } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";

/** One line for each arm. */
export function writtenTable(rows: readonly ResultRow[], caption: string): Table {
  return resultTable(rows, {
    metrics: [
      { metric: "fidelity", title: "P(class | text)" },
      { metric: "accepted", title: "grammatical" },
      { metric: "margin", format: signed(3) },
      { metric: "distinct2", title: "distinct-2" },
    ],
    caption,
  });
}
