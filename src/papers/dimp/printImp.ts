/**
 * @file `dimp/4.1-imp` to read: agreement of weights, what came of them, verdicts.
 */
import { fixed, percent, signed, whole } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { unweightedArm } from "./impArms";
import { impClaims } from "./impResult";

/** The tables of a result; a notebook shows each of them. */
export interface ImpTables {
  /** Learned weights beside the exact ones. */
  agreement: Table;
  /** Estimates of the loss on real text, accuracy, who pulls. */
  outcome: Table;
  claims: Table;
}

/** The result as tables. */
export function impTables({ rows, claims }: ExperimentResult): ImpTables {
  return {
    agreement: resultTable(
      rows.filter(({ method }) => method !== unweightedArm),
      {
        metrics: [
          { metric: "rankCorrelation", title: "rank correlation", format: fixed(2) },
          { metric: "slope", format: fixed(2) },
          { metric: "meanError", title: "mean error (nats)", format: signed(2) },
          { metric: "rmsError", title: "rms error (nats)", format: fixed(2) },
          { metric: "largestWeight", title: "largest weight", format: fixed(1) },
          { metric: "effectiveSampleSize", title: "effective size", format: whole() },
        ],
        caption: "Learned log-weights beside log P/Q",
      },
    ),
    outcome: resultTable(rows, {
      metrics: [
        { metric: "lossEstimate", title: "loss on real text, estimated", format: fixed(2) },
        { metric: "lossGap", title: "gap (nats)", format: fixed(2) },
        { metric: "accuracy" },
        { metric: "accuracy minus CE", title: "minus CE", format: signed(3) },
        { metric: "pullOfWrongLabels", title: "wrong labels' share of the pull", format: percent(1) },
      ],
      caption: "What came of the weights",
    }),
    claims: claimTable(impClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printImp(result: ExperimentResult): string {
  const { agreement, outcome, claims } = impTables(result);
  return [agreement, outcome, claims].map(String).join("\n\n");
}
