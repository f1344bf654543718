/** @file `u-dpo/3.3-pairs` to read: the pairs, what was written after tuning on them, verdicts. */
import { fixed, percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { pairClaims } from "./buildingPairsResult";
import { writtenTable } from "./writtenTable";

/** The tables of a result; a notebook shows each of them. */
export interface BuildingPairsTables {
  pairs: Table;
  excluded: Table;
  texts: Table;
  claims: Table;
}

/** The result as tables. */
export function buildingPairsTables({ rows, claims }: ExperimentResult): BuildingPairsTables {
  const from = (source: string) => rows.filter((row) => row.source === source);
  const counts = ["empty", "copy", "loop", "repeat"].map((reason) => ({
    metric: `excluded: ${reason}`,
    title: reason,
    format: fixed(1),
  }));
  return {
    pairs: resultTable(from("pairs"), {
      metrics: [
        { metric: "pairs", format: fixed(0) },
        { metric: "promptsWithoutPair", title: "prompts without", format: fixed(1) },
        { metric: "marginGap", title: "gap of margins", format: fixed(2) },
        { metric: "chosenFidelity", title: "P(class | x+)", format: fixed(2) },
        { metric: "rejectedFidelity", title: "P(class | x-)", format: fixed(2) },
        { metric: "rightOrder", title: "rightly ordered", format: percent(1) },
      ],
      caption: "Pairs by the rule that makes them",
    }),
    excluded: resultTable(from("pairs"), { metrics: counts, caption: "Candidates left out" }),
    texts: writtenTable(from("texts"), "Texts written after DPO on them"),
    claims: claimTable(pairClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printBuildingPairs(result: ExperimentResult): string {
  const { pairs, excluded, texts, claims } = buildingPairsTables(result);
  return [pairs, excluded, texts, claims].map(String).join("\n\n");
}
