/**
 * @file The rows of a result as a table to read: one line per method, one column per metric.
 */
import { type Format, fixed } from "../charts/format";
import { type Column, type Table, table } from "../charts/table";
import type { ResultRow } from "./experiment";

/** A metric to show, in two columns if its best run is asked for. */
export interface MetricColumn {
  readonly metric: string;
  /** The metric's own name, unless given. */
  readonly title?: string;
  /** Three digits, unless given. */
  readonly format?: Format;
  /** Shows the expected best of four runs beside the mean, for papers that report the best of four. */
  readonly best?: boolean;
  /** Whether it is one number for all seeds, which then has no interval. */
  readonly constant?: boolean;
}

export interface ResultTableOptions {
  readonly metrics: readonly MetricColumn[];
  readonly caption?: string;
}

/**
 * One line per data set, source and method, in the order of the rows, with mean ± half the 95 % interval.
 *
 * @returns a table that a notebook shows and that is aligned text as a string
 * @throws RangeError if there is no row, or a metric is in none
 */
export function resultTable(rows: readonly ResultRow[], { metrics, caption }: ResultTableOptions): Table {
  for (const { metric } of metrics) {
    if (!rows.some((row) => row.metric === metric)) {
      throw new RangeError(`resultTable: metric ${metric} is in no row, expected one that was measured`);
    }
  }
  const columns: Column[] = ["data", "source", "method"].map((field) => ({ field }));
  for (const { metric, title = metric, best } of metrics) {
    columns.push({ field: metric, title, align: "right" });
    if (best) columns.push({ field: bestOf(metric), title: `${title}, best of four`, align: "right" });
  }
  const runs = [...new Set(rows.map(({ n }) => n))].join(" or ");
  const over = rows[0].worlds === undefined ? "" : `the means of ${rows[0].worlds} worlds, in all `;
  const interval = `mean ± half of the 95 % Student t interval over ${over}${runs} ${over === "" ? "seeds" : "runs"}`;
  const note = metrics.some(({ best }) => best) ? `${interval}; ${bestNote}` : interval;
  return table(linesOf(rows, metrics), { caption, columns, note });
}

const bestNote = "best of four: its mean over all sets of four of these seeds";

function linesOf(rows: readonly ResultRow[], metrics: readonly MetricColumn[]): Record<string, string>[] {
  const lines = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const { data, source, method } = row;
    const name = JSON.stringify([data, source, method]);
    const line = lines.get(name) ?? { data, source, method };
    lines.set(name, line);
    const column = metrics.find(({ metric }) => metric === row.metric);
    if (!column) continue;
    const { format = fixed(3), constant } = column;
    line[row.metric] = constant ? format(row.mean, {}) : meanWithHalf(row, format);
    line[bestOf(row.metric)] = format(row.best, {});
  }
  return [...lines.values()];
}

function meanWithHalf({ mean, low, high }: ResultRow, format: Format): string {
  return `${format(mean, {})} ± ${format((high - low) / 2, {}).replace(/^\+/, "")}`;
}

function bestOf(metric: string): string {
  return `best ${metric}`;
}
