/** @file `together/2-rephrase-or-weigh` to read: remedies against wrong labels and against a shortcut, verdicts. */
import { fixed, percent, whole } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { rephraseClaims, shortcutSource } from "./rephraseClaims";

/** The tables of a result; a notebook shows each of them. */
export interface RephraseTables {
  wrongLabels: Table;
  shortcut: Table;
  claims: Table;
}

const costs = [
  { metric: "tokens", title: "tokens written", format: whole() },
  { metric: "spent", title: "core s", format: fixed(2) },
];

/** The result as tables. */
export function rephraseTables({ rows, claims }: ExperimentResult): RephraseTables {
  return {
    wrongLabels: resultTable(
      rows.filter(({ source }) => source !== shortcutSource),
      {
        metrics: [
          { metric: "beside", title: "beside real" },
          { metric: "alone" },
          { metric: "wrong", title: "not the likeliest class", format: percent(1) },
          ...costs,
          { metric: "labels", title: "labels given", format: whole() },
        ],
        caption: "Wrong labels: what is done, what it gains, what it takes",
      },
    ),
    shortcut: resultTable(
      rows.filter(({ source }) => source === shortcutSource),
      {
        metrics: [
          { metric: "beside", title: "beside real" },
          { metric: "misled", title: "of other fields' texts with the phrase" },
          { metric: "withPhrase", title: "generated texts with it", format: percent(1) },
          { metric: "suspects", format: whole() },
          ...costs,
        ],
        caption: "A planted phrase: what is done, what it gains, what it takes",
      },
    ),
    claims: claimTable(rephraseClaims, claims, "The questions as sentences"),
  };
}

/** The result as text for a terminal. */
export function printRephrase(result: ExperimentResult): string {
  return Object.values(rephraseTables(result)).map(String).join("\n\n");
}
