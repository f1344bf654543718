/**
 * @file `dimp/B-convergence` to read: limits, how often means stray, verdicts.
 */
import { fixed, percent, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { strayDistance } from "./convergenceArms";
import { boundName, convergenceClaims, shareName, sizesOf } from "./convergenceResult";

/** The tables of a result; a notebook shows each of them. */
export interface ConvergenceTables {
  /** What means of weighted losses converge to, beside the loss on real text. */
  limits: Table;
  /** How often means over N texts stray, and how often they may. */
  strays: Table;
  claims: Table;
}

/** The result as tables. */
export function convergenceTables(result: ExperimentResult): ConvergenceTables {
  return {
    limits: resultTable(result.rows, {
      metrics: [
        { metric: "limit", title: "limit (nats)", constant: true },
        { metric: "limitError", title: "its error", constant: true },
        { metric: "target", title: "loss on real text", constant: true },
        { metric: "gapOfLimit", title: "limit off by", format: signed(3), constant: true },
        { metric: "gap", title: "estimate off by" },
        { metric: "deviation", title: "sd of one text", format: fixed(2) },
        { metric: "meanWeight", title: "mean weight", format: fixed(2) },
        { metric: "effectiveShare", title: "texts that count", format: percent(1) },
      ],
      caption: "What the weighted loss on generated text converges to",
    }),
    strays: strayTable(result),
    claims: claimTable(convergenceClaims, result.claims),
  };
}

/** The result as text for a terminal. */
export function printConvergence(result: ExperimentResult): string {
  const { limits, strays, claims } = convergenceTables(result);
  return [limits, strays, claims].map(String).join("\n\n");
}

/** One point of the chart of App. B. */
export interface Stray {
  source: string;
  method: string;
  size: number;
  /** Share of sets of N texts whose mean lies ε or more from its limit: mean and interval over the seeds. */
  share: number;
  low: number;
  high: number;
  bound: number;
}

/** How often means stray, by arm and size. */
export function straysOf({ rows }: ExperimentResult): Stray[] {
  const sizes = [...new Set(sizesOf(rows.map(({ metric }) => metric)))];
  return rows.flatMap((row) => {
    const size = sizes.find((one) => shareName(one) === row.metric);
    if (size === undefined) return [];
    const { source, method, mean, low, high } = row;
    const bound = rows.find(
      (other) => other.source === source && other.method === method && other.metric === boundName(size),
    )!.mean;
    return [{ source, method, size, share: mean, low: Math.max(0, low), high: Math.min(1, high), bound }];
  });
}

function strayTable(result: ExperimentResult): Table {
  return table(
    straysOf(result).map((stray) => ({ ...stray })),
    {
      caption: `How often the mean over N texts lies ${strayDistance} nats or more from its limit`,
      columns: [
        { field: "source" },
        { field: "method" },
        { field: "size", title: "N", align: "right" },
        { field: "share", title: "measured", format: percent(1), align: "right" },
        { field: "bound", title: "Chebyshev allows", format: percent(1), align: "right" },
      ],
      note: `mean over ${result.seeds} seeds`,
    },
  );
}
