/**
 * @file `dimp/5.1-model-size` to read: Table 2, verdicts, what the paper reports.
 */
import { fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { modelSizeClaims } from "./modelSizeResult";
import { reportedTable2 } from "./reported";

/** The tables of a result; a notebook shows each of them. */
export interface ModelSizeTables {
  scores: Table;
  claims: Table;
  /** The paper's Table 2, in percent. */
  reported: Table;
}

/** The result as tables. */
export function modelSizeTables({ rows, claims }: ExperimentResult): ModelSizeTables {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy", best: true },
        { metric: "accuracy minus CE", title: "minus CE", format: signed(3) },
        { metric: "macroF1", title: "macro F1" },
        { metric: "totalSeconds", title: "seconds", format: fixed(1) },
      ],
      caption: "Accuracy on the test texts, by size of the classifier",
    }),
    claims: claimTable(modelSizeClaims, claims),
    reported: table([...reportedTable2], {
      caption: "Reported: Kuo et al. 2025, Table 2, accuracy in percent",
      note: "the best of four seeds; BERT-base and BERT-large",
    }),
  };
}

/** The result as text for a terminal. */
export function printModelSize(result: ExperimentResult): string {
  const { scores, claims, reported } = modelSizeTables(result);
  return [scores, claims, reported].map(String).join("\n\n");
}
