/**
 * @file `dimp/G-noise` to read: scores, checkers and weights by part, verdicts, what the paper reports.
 */
import { fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { dimpPartPoints, impPartPoints, noiseClaims, noisySource, type PartPoint } from "./noiseResult";
import { noisyParts } from "./noisyRows";
import { reportedTable4 } from "./reported";

/** The tables of a result; a notebook shows each of them. */
export interface NoiseTables {
  /** Table 4. */
  scores: Table;
  /** Figures 4 to 7 in numbers. */
  parts: Table;
  claims: Table;
  /** The paper's Table 4, in percent. */
  reported: Table;
}

/** The result as tables. */
export function noiseTables(result: ExperimentResult): NoiseTables {
  const trained = result.rows.filter(({ method }) => !method.endsWith("by part"));
  return {
    scores: resultTable(trained, {
      metrics: [
        { metric: "accuracy", best: true },
        { metric: "accuracy minus CE", title: "minus CE", format: signed(3) },
        { metric: "macroF1", title: "macro F1" },
      ],
      caption: `Accuracy on the test texts; ${noisySource}: a third original, a third swapped, a third twice`,
    }),
    parts: partTable([...impPartPoints(result), ...dimpPartPoints(result)]),
    claims: claimTable(noiseClaims, result.claims),
    reported: table(
      reportedTable4.map(({ source, method, ...scores }) => ({ source, method, ...scores })),
      {
        caption: "Reported: Kuo et al. 2025, Table 4, accuracy / macro F1 in percent",
        note: "the best of four seeds; BERT-base",
      },
    ),
  };
}

/** The result as text for a terminal. */
export function printNoise(result: ExperimentResult): string {
  const { scores, parts, claims, reported } = noiseTables(result);
  return [scores, parts, claims, reported].map(String).join("\n\n");
}

function partTable(points: readonly PartPoint[]): Table {
  const lines = new Map<string, Record<string, string>>();
  const number = fixed(3);
  for (const { what, part, epoch, mean, low, high } of points) {
    const name = epoch === undefined ? `IMP: ${what}` : `DIMP: ${what} after epoch ${epoch}`;
    const line = lines.get(name) ?? { mean: name };
    lines.set(name, { ...line, [part]: `${number(mean, {})} ± ${number((high - low) / 2, {})}` });
  }
  return table([...lines.values()], {
    columns: [
      { field: "mean", title: "mean of" },
      ...noisyParts.map((field) => ({ field, align: "right" as const })),
    ],
    caption: "What checkers and weights say of each part",
    note: "mean ± half of the 95 % Student t interval over the seeds",
  });
}
