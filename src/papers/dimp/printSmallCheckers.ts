/**
 * @file `dimp/5.1-small-checkers` to read: accuracy by share of the real texts, verdicts.
 */
import { signed, whole } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { smallCheckersClaims, syntheticSources } from "./smallCheckersResult";

/** The tables of a result; a notebook shows each of them. */
export interface SmallCheckersTables {
  scores: Table;
  claims: Table;
}

/** The result as tables. */
export function smallCheckersTables({ rows, claims }: ExperimentResult): SmallCheckersTables {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "realRows", title: "real texts", format: whole() },
        { metric: "accuracy", best: true },
        { metric: "accuracy minus synthetic CE", title: "minus CE", format: signed(3) },
        { metric: "macroF1", title: "macro F1" },
      ].filter(({ metric }) => rows.some((row) => row.metric === metric)),
      caption: "Accuracy on the test texts, by the share of the large real set that P' has seen",
    }),
    claims: claimTable(smallCheckersClaims(syntheticSources(rows)), claims),
  };
}

/** The result as text for a terminal. */
export function printSmallCheckers(result: ExperimentResult): string {
  const { scores, claims } = smallCheckersTables(result);
  return [scores, claims].map(String).join("\n\n");
}
