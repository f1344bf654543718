/**
 * @file `dimp/4.2-dimp` to read: rules beside trying every point, verdicts.
 */
import { fixed, percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { dimpClaims } from "./dimpResult";

/** The tables of a result; a notebook shows each of them. */
export interface DimpTables {
  /** How each rule orders the points, by stage of training. */
  rules: Table;
  claims: Table;
}

/** The result as tables. */
export function dimpTables({ rows, claims }: ExperimentResult): DimpTables {
  return {
    rules: resultTable(rows, {
      metrics: [
        { metric: "rankCorrelation", title: "rank correlation with the gain", format: fixed(2) },
        {
          metric: "rankCorrelationOnSmallReal",
          title: "with that on the small real set",
          format: fixed(2),
        },
        { metric: "rankOfBest", title: "share ranked above the best point", format: percent(0) },
        { metric: "gainOfFirst", title: "gain of its first point", format: percent(0) },
        { metric: "gainOfBestTenth", title: "of its best tenth", format: percent(0) },
        { metric: "helpfulPoints", title: "points that help", format: percent(0) },
      ],
      caption: "Rules beside trying every point",
    }),
    claims: claimTable(dimpClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printDimp(result: ExperimentResult): string {
  const { rules, claims } = dimpTables(result);
  return [rules, claims].map(String).join("\n\n");
}
