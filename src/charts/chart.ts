/**
 * @file What every chart function shares: its result, the common options, title and description.
 */
import type { TopLevelSpec } from "vega-lite";
import type { LayerSpec } from "vega-lite/build/src/spec";
import { subtitleStyle, theme } from "./theme";

/** A Vega-Lite v5 specification with its data inside; `description` says in one line what it shows. */
export type Chart = TopLevelSpec & { description: string };

/** One layer of marks in a chart. */
export type Layer = LayerSpec<string>["layer"][number];

/** The channels of a layer: position, colour, text and so on. */
export type Channels = NonNullable<LayerSpec<string>["encoding"]>;

/** The names of the fields of a row. */
export type Field<Row> = Extract<keyof Row, string>;

/** Options of every chart; sizes in pixels, of one panel. */
export interface ChartOptions {
  title?: string;
  subtitle?: string;
  width?: number;
  height?: number;
}

/** Two fields that hold the ends of an interval; the name says which one, as "95 % t interval, 4 seeds". */
export interface Interval<Row> {
  low: Field<Row>;
  high: Field<Row>;
  name: string;
}

/** A scale: equal steps add (linear) or multiply (log). */
export type Scale = "linear" | "log";

/** What a description is made of. */
export interface Described {
  /** The kind of chart, as "Line chart". */
  kind: string;
  /** What stands against what, as "loss (nats) by step". */
  shows: string;
  /** More phrases: series, intervals, references. */
  details: readonly (string | undefined)[];
  rows: number;
}

/** The parts of a specification that all charts have: schema, description, title, theme. */
export function frameOf(options: ChartOptions, described: Described, legend?: string) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: describe(options.title, described),
    ...titleOf(options, legend),
    config: theme,
  } as const;
}

function describe(title: string | undefined, { kind, shows, details, rows }: Described): string {
  const named = title ? `${kind} "${title}"` : kind;
  const counted = `${rows} ${rows === 1 ? "row" : "rows"}`;
  const phrases = [shows, ...details.filter((detail) => detail), counted].join("; ");
  return `${named}: ${phrases}`.replace(/\s+/g, " ");
}

function titleOf(options: ChartOptions, legend: string | undefined) {
  const subtitle = [options.subtitle, legend].filter((line) => line) as string[];
  if (options.title) return { title: { text: options.title, ...(subtitle.length > 0 && { subtitle }) } };
  // Vega draws no subtitle without a title: the lines take its place in their own style.
  return subtitle.length > 0 ? { title: { text: subtitle, ...subtitleStyle } } : {};
}

/** "lines CE, IMP, DIMP", or nothing where there are no names. */
export function listed(what: string, names: readonly string[]): string | undefined {
  return names.length > 0 ? `${what} ${names.join(", ")}` : undefined;
}
