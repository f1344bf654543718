/** @file `u-dpo/4.6-judge` to read: grades, the paper's beside them, verdicts. */
import { fixed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { judgingClaims, reportedGrades } from "./judgingResult";

/** The tables of a result; a notebook shows each of them. */
export interface JudgingTables {
  criteria: Table;
  /** One grade a text, as Table 3 has it, beside the reported ones. */
  overall: Table;
  claims: Table;
}

/** The result as tables. */
export function judgingTables({ rows, claims, seeds }: ExperimentResult): JudgingTables {
  const two = fixed(2);
  const columns = ["mean", "median", "deviation"] as const;
  const lines = [...new Set(rows.map(({ method }) => method))].map((method) => {
    const reported = reportedGrades.find((one) => one.method === method);
    const cells = columns.flatMap((metric) => {
      const row = rows.find((one) => one.method === method && one.metric === metric)!;
      const ours = `${two(row.mean, {})} ± ${two((row.high - row.low) / 2, {})}`;
      return [
        [metric, ours],
        [`reported ${metric}`, reported ? two(reported[metric], {}) : "–"],
      ];
    });
    return { method, ...Object.fromEntries(cells) };
  });
  return {
    criteria: resultTable(rows, {
      metrics: [
        { metric: "relevance", format: two },
        { metric: "fluency", format: two },
        { metric: "classAlignment", title: "class alignment", format: two },
      ],
      caption: "Grades from 0 to 5 by criterion",
    }),
    overall: table(lines, {
      caption: "One grade a text, as in Table 3",
      note: `ours: exact judge, mean ± half of the 95 % t interval over worlds, ${seeds} runs; reported: GPT-4.5 on texts of LLaMA`,
    }),
    claims: claimTable(judgingClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printJudging(result: ExperimentResult): string {
  const { criteria, overall, claims } = judgingTables(result);
  return [criteria, overall, claims].map(String).join("\n\n");
}
