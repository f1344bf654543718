/**
 * @file Data frames of results: danfojs-node for grouping and pivoting, on the project's one TensorFlow.js.
 *
 * It takes seconds to load, hence only when a frame is made. Its readers of Excel files are not to be used on files
 * from elsewhere, and its `concat` spoils a frame that it is given twice.
 */
import type { DataFrame } from "danfojs-node";

/** Makes a data frame of rows, one column per field of the first row. */
export async function toFrame(rows: readonly object[]): Promise<DataFrame> {
  if (rows.length === 0) throw new RangeError("toFrame: rows is empty, expected at least one row");
  const fields = Object.keys(rows[0]);
  const lines = rows.map((row, index) => {
    const values = row as Record<string, unknown>;
    const missing = fields.find((field) => values[field] === undefined);
    if (missing !== undefined)
      throw new RangeError(`toFrame: row ${index} has no ${missing}, expected a value`);
    return fields.map((field) => values[field]);
  });
  return makeFrame(lines, fields);
}

/** The rows of a data frame, one record each. */
export function fromFrame(frame: DataFrame): Record<string, unknown>[] {
  const lines = frame.values as unknown[][];
  return lines.map((line) => Object.fromEntries(frame.columns.map((name, at) => [name, line[at]])));
}

/** The mean of some columns per group; the columns are called `<value>_mean`. */
export function groupMean(frame: DataFrame, by: readonly string[], values: readonly string[]): DataFrame {
  expectColumns("groupMean", frame, [...by, ...values]);
  return frame
    .groupby([...by])
    .col([...values])
    .mean();
}

/** What a column of numbers may be reduced to. */
export type Aggregate = "mean" | "std" | "min" | "max" | "count" | "sum" | "var";

/** One number per group and named column; the columns are called `<column>_<aggregate>`. */
export function groupAggregate(
  frame: DataFrame,
  by: readonly string[],
  aggregates: Readonly<Record<string, Aggregate>>,
): DataFrame {
  expectColumns("groupAggregate", frame, [...by, ...Object.keys(aggregates)]);
  return frame.groupby([...by]).agg({ ...aggregates });
}

/** Which columns make up a pivoted frame. */
export interface Pivot {
  /** One row per value. */
  index: string;
  /** One column per value. */
  columns: string;
  /** What stands in the cells. */
  values: string;
}

/**
 * A frame with one row per value of `index` and one column per value of `columns`, in order of first appearance.
 *
 * @throws RangeError if a cell has no value, or two
 */
export async function pivot(frame: DataFrame, { index, columns, values }: Pivot): Promise<DataFrame> {
  expectColumns("pivot", frame, [index, columns, values]);
  const rows = fromFrame(frame);
  const heads = [...new Set(rows.map((row) => row[columns]))];
  const lines = [...new Set(rows.map((row) => row[index]))].map((at) => [
    at,
    ...heads.map((head) => {
      const cells = rows.filter((row) => row[index] === at && row[columns] === head);
      if (cells.length === 1) return cells[0][values];
      throw new RangeError(
        `pivot: ${index} ${at} has ${cells.length} values for ${columns} ${head}, expected one`,
      );
    }),
  ]);
  return makeFrame(lines, [index, ...heads.map(String)]);
}

async function makeFrame(lines: unknown[][], columns: string[]): Promise<DataFrame> {
  const { DataFrame } = await import("danfojs-node");
  return new DataFrame(lines as never, { columns });
}

function expectColumns(caller: string, frame: DataFrame, columns: readonly string[]): void {
  const missing = columns.find((column) => !frame.columns.includes(column));
  if (missing === undefined) return;
  throw new RangeError(`${caller}: column is ${missing}, expected one of ${frame.columns.join(", ")}`);
}
