/**
 * @file `dimp/D-lower-bound` to read: loss and bounds by epoch, verdicts.
 */
import { fixed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { boundCurves, lowerBoundClaims, lowerBoundLines } from "./lowerBoundResult";

/** The tables of a result; a notebook shows each of them. */
export interface LowerBoundTables {
  /** Loss and bounds in nats, one line per method and epoch. */
  bounds: Table;
  claims: Table;
}

/** The result as tables. */
export function lowerBoundTables(result: ExperimentResult): LowerBoundTables {
  return { bounds: boundTable(result), claims: claimTable(lowerBoundClaims, result.claims) };
}

/** The result as text for a terminal. */
export function printLowerBound(result: ExperimentResult): string {
  const { bounds, claims } = lowerBoundTables(result);
  return [bounds, claims].map(String).join("\n\n");
}

function boundTable(result: ExperimentResult): Table {
  const lines = new Map<string, Record<string, string | number>>();
  for (const { source, method, line, epoch, mean } of boundCurves(result)) {
    const key = `${source}/${method}/${epoch}`;
    lines.set(key, { ...(lines.get(key) ?? { source, method, epoch }), [line]: mean });
  }
  return table([...lines.values()], {
    caption: "DIMP-Loss on its training texts and what bounds it from below (nats)",
    columns: [
      { field: "source" },
      { field: "method" },
      { field: "epoch", align: "right" },
      ...Object.values(lowerBoundLines).map((field) => ({
        field,
        format: fixed(3),
        align: "right" as const,
      })),
    ],
    note: `mean over ${result.seeds} seeds; epoch 0 is before training`,
  });
}
