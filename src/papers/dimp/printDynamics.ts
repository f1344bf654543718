/**
 * @file `dimp/5.1-dynamics` to read: accuracy by epoch, verdicts.
 */
import { fixed } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { afterEpoch, dynamicsClaims } from "./dynamicsResult";

/** The tables of a result; a notebook shows each of them. */
export interface DynamicsTables {
  /** Accuracy on real test texts after each epoch. */
  curves: Table;
  claims: Table;
}

/** The result as tables. */
export function dynamicsTables({ rows, claims }: ExperimentResult): DynamicsTables {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return {
    curves: resultTable(rows, {
      metrics: [1, 2, 3, 4, 5].map((epoch) => ({
        metric: afterEpoch(epoch),
        title: epoch === 1 ? "1 epoch" : `${epoch} epochs`,
        format: fixed(3),
      })),
      caption: "Accuracy on real test texts",
    }),
    claims: claimTable(
      sources.flatMap((source) => dynamicsClaims(source)),
      claims,
    ),
  };
}

/** The result as text for a terminal. */
export function printDynamics(result: ExperimentResult): string {
  const { curves, claims } = dynamicsTables(result);
  return [curves, claims].map(String).join("\n\n");
}
