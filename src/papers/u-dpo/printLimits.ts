/** @file `u-dpo/6-limits` to read: curves of tuning, remedies, verdicts. */
import { fixed, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { limitsClaims, remedySource } from "./limitsResult";

/** The tables of a result; a notebook shows each of them. */
export interface LimitsTables {
  curves: Table;
  remedies: Table;
  claims: Table;
}

/** The result as tables. */
export function limitsTables({ rows, claims }: ExperimentResult): LimitsTables {
  const columns = [
    { metric: "margin", title: "margin under f", format: signed(3) },
    { metric: "fidelity", title: "P(class | text)" },
    { metric: "accepted", title: "grammatical" },
    { metric: "distinct2", title: "distinct-2" },
    { metric: "logRatio", title: "log ratio (nats)", format: fixed(1) },
  ];
  return {
    curves: resultTable(
      rows.filter(({ source }) => source !== remedySource),
      { metrics: columns, caption: "Texts while the generator is tuned" },
    ),
    remedies: resultTable(
      rows.filter(({ source }) => source === remedySource),
      {
        metrics: [
          { metric: "pairs", format: fixed(0) },
          { metric: "keptStep", title: "step kept", format: fixed(1) },
          ...columns,
        ],
        caption: "Remedies: the weights that each of them keeps",
      },
    ),
    // Sentences and ids do not depend on the rates.
    claims: claimTable(limitsClaims(1, 0), claims),
  };
}

/** The result as text for a terminal. */
export function printLimits(result: ExperimentResult): string {
  const { curves, remedies, claims } = limitsTables(result);
  return [curves, remedies, claims].map(String).join("\n\n");
}
