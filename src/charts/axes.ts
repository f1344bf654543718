/**
 * @file The two axes of a plot of numbers: titles with arrows, round ends, whole numbers where the data are whole.
 */
import type { Channels, Scale } from "./chart";
import { niceDomain } from "./niceDomain";
import { type Reference, referenceValues } from "./references";
import { type ChartRow, expectPositive, extentOf } from "./rows";
import { ink } from "./theme";

/** What a chart's options say of its axes. */
export interface AxisOptions {
  xTitle: string;
  yTitle: string;
  xScale?: Scale;
  yScale?: Scale;
  xDomain?: readonly [number, number];
  yDomain?: readonly [number, number];
  /** d3 number format, as ".0%". */
  xFormat?: string;
  yFormat?: string;
  references?: readonly Reference[];
}

/** The range of the x axis: as given, else of the data and the references. */
export function xDomainOf(rows: readonly ChartRow[], options: AxisOptions): [number, number] {
  if (options.xDomain) return [...options.xDomain];
  return extentOf(rows, ["x", "xLow", "xHigh"], referenceValues(options.references, "x"));
}

/** The range of the y axis: as given, else of the data and the references, widened to round numbers. */
export function yDomainOf(rows: readonly ChartRow[], options: AxisOptions): [number, number] {
  if (options.yDomain) return [...options.yDomain];
  const extent = extentOf(rows, ["y", "low", "high"], referenceValues(options.references, "y"));
  return niceDomain(extent, options.yScale);
}

/** @throws RangeError if a log scale would meet a number that is not above 0 */
export function expectScales(caller: string, rows: readonly ChartRow[], options: AxisOptions): void {
  if (options.xScale === "log") for (const role of ["x", "xLow"]) expectPositive(caller, rows, role);
  if (options.yScale === "log") for (const role of ["y", "low"]) expectPositive(caller, rows, role);
}

/** The channels x and y. */
export function axesOf(
  rows: readonly ChartRow[],
  options: AxisOptions,
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
): Channels {
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: `${options.xTitle} →`,
      scale: scaleOf(options.xScale, xDomain),
      axis: { ...ticksOf(rows, "x"), grid: false, ticks: true, tickColor: ink.rule, format: options.xFormat },
    },
    y: {
      field: "y",
      type: "quantitative",
      title: `↑ ${options.yTitle}`,
      scale: scaleOf(options.yScale, yDomain),
      axis: { ...ticksOf(rows, "y"), format: options.yFormat },
    },
  };
}

function scaleOf(type: Scale = "linear", domain: readonly [number, number]) {
  return { type, domain: [...domain], nice: false, ...(type === "linear" && { zero: false }) };
}

/** A few whole numbers get a tick each, many get whole ticks, other numbers get about six. */
function ticksOf(rows: readonly ChartRow[], role: "x" | "y") {
  const values = [...new Set(rows.map((row) => row[role] as number))].sort((a, b) => a - b);
  if (!values.every(Number.isInteger)) return { tickCount: 6 };
  return role === "x" && values.length <= 8 ? { values } : { tickCount: 6, tickMinStep: 1 };
}
