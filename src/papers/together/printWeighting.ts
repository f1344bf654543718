/** @file `together/1-weighting-after-tuning` to read: the texts, the accuracies, verdicts. */
import { fixed, percent, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { metricNames, realMethod, type WeightingEffect, weightingClaims } from "./weightingResult";

/** The tables of a result; a notebook shows each of them. */
export interface WeightingTables {
  texts: Table;
  accuracy: Table;
  claims: Table;
}

/** The result as tables. */
export function weightingTables({ rows, claims }: ExperimentResult): WeightingTables {
  const isOfTexts = ({ method }: { method: string }) => method.endsWith(", texts");
  const ofArms = rows.filter((row) => !isOfTexts(row));
  return {
    texts: resultTable(rows.filter(isOfTexts), {
      metrics: [
        { metric: "fidelity", title: "P(class asked)" },
        { metric: "rightClass", title: "right class", format: percent(1) },
        { metric: "accepted", title: "grammatical", format: percent(1) },
        { metric: "margin" },
        { metric: "distinct2", title: "distinct-2" },
      ],
      caption: "The texts, by the exact posterior",
    }),
    accuracy: resultTable(ofArms, {
      metrics: [
        { metric: "alone" },
        { metric: "beside", title: "beside real" },
        { metric: "aloneLoose", title: "alone, loose" },
        ...(ofArms.some(({ method }) => method !== realMethod)
          ? [
              { metric: "wrongWeight", title: "weight on wrong labels", format: percent(1) },
              { metric: "effective", title: "effective share", format: percent(0) },
            ]
          : []),
      ],
      caption: "Accuracy on real test texts",
    }),
    claims: claimTable(weightingClaims, claims, "The questions as sentences"),
  };
}

/** Effects with their intervals, and how many runs would tell them from none. */
export function effectTable(effects: readonly WeightingEffect[]): Table {
  return table(effects, {
    caption: "Effects over the runs, means over the ways to ask",
    columns: [
      { field: "trainedOn", title: "accuracy" },
      { field: "comparison", title: "effect" },
      { field: "mean", format: signed(4), align: "right" },
      { field: "low", title: "95 % from", format: signed(4), align: "right" },
      { field: "high", title: "to", format: signed(4), align: "right" },
      { field: "worldsLow", title: "over worlds, from", format: signed(4), align: "right" },
      { field: "worldsHigh", title: "over worlds, to", format: signed(4), align: "right" },
      { field: "holm", title: "p (Holm)", align: "right", format: pValue },
      { field: "runsNeeded", title: "runs for 80 % power", align: "right" },
      { field: "detectable", title: "found with 80 % power from", format: fixed(4), align: "right" },
    ],
    note: `paired t over the runs; "${metricNames.alone}" and its kin say what the classifier was trained on`,
  });
}

const pValue = (value: unknown) =>
  typeof value === "number" && value >= 0.001 ? value.toFixed(3) : "< 0.001";

/** The result as text for a terminal. */
export function printWeighting(result: ExperimentResult): string {
  return Object.values(weightingTables(result)).map(String).join("\n\n");
}
