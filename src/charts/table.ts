/**
 * @file Tables of results: rows or a data frame in, HTML for the notebook and aligned text for everywhere else out.
 */
import { type Format, plain } from "./format";
import { displayBundle, displaySymbol } from "./notebook";
import { tableHtml } from "./tableHtml";
import { tableText } from "./tableText";

/** A column: which field it shows, under which title, in which form. */
export interface Column {
  field: string;
  title?: string;
  format?: Format;
  /** Numbers stand to the right, all else to the left, unless given. */
  align?: "left" | "right";
  /** Marks the best value of the column, by this reading of its field. */
  best?: "highest" | "lowest";
}

/** Options of `table`. */
export interface TableOptions {
  caption?: string;
  /** All fields of the first row, unless given. */
  columns?: readonly Column[];
  /** One best value per value of this field, as per data set, instead of one in the whole column. */
  bestPer?: string;
  /** A line below the table. */
  note?: string;
}

/** What danfojs-node's DataFrame has of interest to a table. */
export interface FrameLike {
  columns: string[];
  values: unknown;
}

/** A table: a notebook shows it as the last value of a cell, and as a string it is aligned Markdown. */
export interface Table {
  toString(): string;
  [displaySymbol](): { "text/html": string; "text/plain": string };
}

/** A cell ready to be written. */
export interface Cell {
  text: string;
  best: boolean;
}

/** A table ready to be written. */
export interface WrittenTable {
  caption?: string;
  titles: string[];
  aligns: ("left" | "right")[];
  /** True for columns in which a value is marked. */
  marked: boolean[];
  lines: Cell[][];
  notes: string[];
}

/**
 * A table of rows or of a data frame; texts are escaped, so that a model's words cannot become markup.
 *
 * @throws RangeError if there is no row, or a column's field is in none of them
 */
export function table(rows: readonly object[] | FrameLike, options: TableOptions = {}): Table {
  const written = writeTable(rowsOf(rows), options);
  return {
    toString: () => tableText(written),
    [displaySymbol]: () => ({ "text/html": tableHtml(written), "text/plain": tableText(written) }),
  };
}

/** Shows a table in the middle of a cell; outside a notebook prints its text. */
export function showTable(rows: readonly object[] | FrameLike, options: TableOptions = {}): void {
  displayBundle({ data: table(rows, options)[displaySymbol]() });
}

type Row = Record<string, unknown>;

function rowsOf(rows: readonly object[] | FrameLike): Row[] {
  if (Array.isArray(rows)) return rows as Row[];
  const { columns, values } = rows as FrameLike;
  return (values as unknown[][]).map((line) =>
    Object.fromEntries(columns.map((name, at) => [name, line[at]])),
  );
}

function writeTable(rows: readonly Row[], options: TableOptions): WrittenTable {
  if (rows.length === 0) throw new RangeError("table: rows is empty, expected at least one row");
  const columns: readonly Column[] = options.columns ?? Object.keys(rows[0]).map((field) => ({ field }));
  for (const { field } of columns) {
    if (!rows.some((row) => field in row))
      throw new RangeError(`table: column ${field} is in no row, expected a field`);
  }
  const best = columns.map((column) => bestRows(rows, column, options.bestPer));
  const notes = best.some((found) => found.size > 0)
    ? [options.bestPer ? `* best per ${options.bestPer}` : "* best of its column"]
    : [];
  return {
    caption: options.caption,
    titles: columns.map(({ field, title }) => title ?? field),
    aligns: columns.map((column) => column.align ?? (isNumeric(rows, column.field) ? "right" : "left")),
    marked: best.map((found) => found.size > 0),
    lines: rows.map((row) =>
      columns.map((column, at) => ({ text: cellText(row, column), best: best[at].has(row) })),
    ),
    notes: options.note ? [...notes, options.note] : notes,
  };
}

function cellText(row: Row, { field, format = plain() }: Column): string {
  return format(row[field], row);
}

function isNumeric(rows: readonly Row[], field: string): boolean {
  return rows.every((row) => row[field] == null || typeof row[field] === "number");
}

/** The rows that hold the best number, ties included; none where a group has one row only. */
function bestRows(rows: readonly Row[], { field, best }: Column, per: string | undefined): Set<Row> {
  const found = new Set<Row>();
  if (!best) return found;
  const better = best === "highest" ? Math.max : Math.min;
  for (const group of new Set(rows.map((row) => per && row[per]))) {
    const rivals = rows.filter((row) => (per && row[per]) === group && Number.isFinite(row[field]));
    const winner = better(...rivals.map((row) => row[field] as number));
    if (rivals.length > 1) for (const row of rivals) if (row[field] === winner) found.add(row);
  }
  return found;
}
