/**
 * @file How numbers are distributed: the share of each series in equal bins, over each other or in panels.
 */

import { type Binned, binRows } from "./binRows";
import {
  type Channels,
  type Chart,
  type ChartOptions,
  type Field,
  frameOf,
  type Layer,
  listed,
} from "./chart";
import { panelled, sizeOf } from "./panels";
import { referenceLayers, referenceNames } from "./references";
import { namesOf, readRows } from "./rows";
import { seriesColor, seriesDash, seriesNames } from "./series";
import { axisTitleRoom, plotSize, seriesMarks } from "./theme";

/** Options of `histogramChart`; the title of the values says their unit. */
export interface HistogramChartOptions<Row> extends ChartOptions {
  value: Field<Row>;
  valueTitle: string;
  series?: Field<Row>;
  seriesOrder?: readonly string[];
  panel?: Field<Row>;
  /** About how many bins: 20 unless given. */
  bins?: number;
  valueDomain?: readonly [number, number];
  /** d3 number format, as ".1%". */
  valueFormat?: string;
  references?: readonly { x: number; label?: string }[];
}

/**
 * The share of each series' values that falls into each bin, per panel: shares of one series sum to one.
 *
 * @throws RangeError if there is no row, a number is not finite, or one lies outside a given domain
 */
export function histogramChart<Row extends object>(
  rows: readonly Row[],
  options: HistogramChartOptions<Row>,
): Chart {
  const texts = { series: options.series, panel: options.panel };
  const read = readRows("histogramChart", rows, { numbers: { x: options.value }, texts });
  const names = seriesNames("histogramChart", read, options.seriesOrder);
  const panels = namesOf(read, "panel");
  const binned = binRows(read, options.bins ?? 20, options.valueDomain);
  const marks = names.length > 0 ? outlines(names, options) : bars(options);
  const described = {
    kind: "Histogram",
    shows: `${options.valueTitle} in bins of ${binned.step}`,
    details: [
      listed("series", namesOf(read, "series")),
      listed("panels", panels),
      referenceNames(options.references),
    ],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described),
    data: { values: names.length > 0 ? binned.outlines : binned.bars },
    ...panelled(
      { layer: [...marks, ...referenceLayers(options.references)], encoding: axesOf(binned, options) },
      panels,
      sizeOf(panels, options, plotSize.height - 40),
    ),
  };
}

function axesOf<Row>(binned: Binned, options: HistogramChartOptions<Row>): Channels {
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: `${options.valueTitle} →`,
      scale: { domain: binned.domain, nice: false, zero: false },
      axis: { grid: false, ticks: true, tickCount: 6, format: options.valueFormat },
    },
    y: {
      field: "share",
      type: "quantitative",
      title: `↑ share per bin of ${binned.step}`,
      // Room above the highest bin for the names of references.
      scale: { domain: [0, 1.12 * binned.highest], nice: false },
      axis: { format: ".0%", tickCount: 4 },
    },
  };
}

function tooltipOf<Row>({ series, valueTitle, valueFormat }: HistogramChartOptions<Row>) {
  const from = {
    field: "x",
    type: "quantitative",
    title: `${valueTitle}, from`,
    format: valueFormat,
  } as const;
  const share = { field: "share", type: "quantitative", title: "share", format: ".1%" } as const;
  return series ? [{ field: "series", type: "nominal", title: series } as const, from, share] : [from, share];
}

function bars<Row>(options: HistogramChartOptions<Row>): Layer[] {
  const mark = { type: "bar", binSpacing: 1, color: seriesMarks[0].color, opacity: 0.85 } as const;
  const encoding = { x: { field: "x", type: "quantitative", bin: "binned" }, x2: { field: "to" } } as const;
  return [{ mark, encoding: { ...encoding, tooltip: tooltipOf(options) } }];
}

function outlines<Row>(names: readonly string[], options: HistogramChartOptions<Row>): Layer[] {
  const legend = { symbolType: "stroke", symbolSize: 500, symbolOpacity: 1, offset: axisTitleRoom };
  const color = seriesColor(names, legend);
  const y = { field: "share", type: "quantitative", stack: null } as const;
  return [
    { mark: { type: "area", interpolate: "step-after", opacity: 0.14 }, encoding: { y, color } },
    {
      mark: { type: "line", interpolate: "step-after", strokeWidth: 1.75 },
      encoding: { color, strokeDash: seriesDash(names, legend), tooltip: tooltipOf(options) },
    },
  ];
}
