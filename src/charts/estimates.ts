/**
 * @file What charts of estimates share: one row per estimate, labels down the side, values along the bottom.
 */
import type { Channels, ChartOptions, Field, Interval, Layer } from "./chart";
import { niceDomain } from "./niceDomain";
import { type Reference, referenceLayers, type ValueReference } from "./references";
import { type ChartRow, expectIntervals, extentOf, readRows } from "./rows";
import { ink } from "./theme";

/** Options of charts of estimates; the title of the values says their unit. */
export interface EstimateOptions<Row> extends ChartOptions {
  /** What is estimated: one line of the chart per value. */
  label: Field<Row>;
  value: Field<Row>;
  valueTitle: string;
  /** Every estimate has its interval. */
  interval: Interval<Row>;
  /** Several estimates per label, told apart by colour and shape. */
  series?: Field<Row>;
  seriesOrder?: readonly string[];
  reference?: ValueReference;
  valueDomain?: readonly [number, number];
  /** d3 number format, as ".1%". */
  valueFormat?: string;
  labelTitle?: string;
}

/** Reads the rows of estimates: the value is called x. */
export function readEstimates<Row extends object>(
  caller: string,
  rows: readonly Row[],
  options: EstimateOptions<Row>,
  panel?: Field<Row>,
): ChartRow[] {
  const numbers = { x: options.value, low: options.interval.low, high: options.interval.high };
  const texts = { label: options.label, series: options.series, panel };
  const read = readRows(caller, rows, { numbers, texts });
  expectIntervals(caller, read);
  return read;
}

/** The range of the axis of values: as given, else round numbers round estimates, intervals and the reference. */
export function valueDomain(
  rows: readonly ChartRow[],
  options: { valueDomain?: readonly [number, number]; reference?: ValueReference },
  more: readonly number[] = [],
): [number, number] {
  if (options.valueDomain) return [...options.valueDomain];
  const reference = options.reference ? [options.reference.value] : [];
  return niceDomain(extentOf(rows, ["x", "low", "high"], [...reference, ...more]));
}

/** The layers of the reference, if any: its name stands above the plot, clear of the marks. */
export function valueReferenceLayers(reference: ValueReference | undefined): Layer[] {
  if (!reference) return [];
  const name: Layer = {
    data: { values: [{ x: reference.value }] },
    mark: { type: "text", align: "center", baseline: "bottom", color: ink.quiet },
    encoding: { y: { value: -5 }, text: { value: reference.label ?? "" } },
  };
  return [...referenceLayers([{ x: reference.value }]), ...(reference.label ? [name] : [])];
}

/** A number format for axes: as given, without the zeros that only the numbers beside marks need. */
function axisFormat(format: string | undefined): string | undefined {
  return format?.includes("~") ? format : format?.replace(/[a-z%]$/i, "~$&");
}

/** The same reference as an upright line of a plot. */
export function asReference({ value, label }: ValueReference): Reference {
  return { x: value, label };
}

/** The channels: labels down the side in the given order, values along the bottom. */
export function estimateAxes(
  labels: readonly string[],
  domain: readonly [number, number],
  options: { valueTitle: string; valueFormat?: string; labelTitle?: string },
): Channels {
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: `${options.valueTitle} →`,
      scale: { domain: [...domain], nice: false, zero: false },
      axis: { grid: true, tickCount: 5, format: axisFormat(options.valueFormat) },
    },
    y: {
      field: "label",
      type: "nominal",
      sort: null,
      title: options.labelTitle ?? null,
      scale: { domain: [...labels] },
      axis: { grid: false, labelPadding: 10, minExtent: 0 },
    },
  };
}

/** What a reader sees on pointing at an estimate. */
export function estimateTooltip<Row>(options: EstimateOptions<Row>) {
  const { label, series, interval, valueTitle, valueFormat: format } = options;
  const number = (field: string, title: string) => ({ field, type: "quantitative", title, format }) as const;
  return [
    { field: "label", type: "nominal", title: options.labelTitle ?? label } as const,
    ...(series ? [{ field: "series", type: "nominal", title: series } as const] : []),
    number("x", valueTitle),
    number("low", `${interval.name}, low`),
    number("high", `${interval.name}, high`),
  ];
}
