/** @file `u-dpo/3.4-utility` to read: weights over λ, texts after tuning with them, verdicts. */
import { fixed, percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { weighingClaims } from "./weighingResult";
import { writtenTable } from "./writtenTable";

/** The tables of a result; a notebook shows each of them. */
export interface WeighingTables {
  weights: Table;
  texts: Table;
  claims: Table;
}

/** The result as tables. */
export function weighingTables({ rows, claims }: ExperimentResult): WeighingTables {
  const from = (source: string) => rows.filter((row) => row.source === source);
  return {
    weights: resultTable(from("weights"), {
      metrics: [
        { metric: "meanWeight", title: "mean weight" },
        { metric: "deviation", title: "standard deviation" },
        { metric: "effectiveShare", title: "effective share", format: percent(1) },
        { metric: "rankWithGap", title: "rank correlation with the exact gap", format: fixed(2) },
        { metric: "rightOrder", title: "pairs in right order", format: percent(1) },
        { metric: "rightOrderWeighted", title: "weight on them", format: percent(1) },
      ],
      caption: "Weights of the same pairs",
    }),
    texts: writtenTable(from("texts"), "Texts written after tuning with them"),
    claims: claimTable(weighingClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printWeighing(result: ExperimentResult): string {
  const { weights, texts, claims } = weighingTables(result);
  return [weights, texts, claims].map(String).join("\n\n");
}
