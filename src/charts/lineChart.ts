/**
 * @file Lines of one number against another: training curves, curves over volume, reliability diagrams.
 */
import { type AxisOptions, axesOf, expectScales, xDomainOf, yDomainOf } from "./axes";
import {
  type Chart,
  type ChartOptions,
  type Field,
  frameOf,
  type Interval,
  type Layer,
  listed,
} from "./chart";
import { withEndLabels } from "./endLabels";
import { panelled, sizeOf } from "./panels";
import { referenceLayers, referenceNames } from "./references";
import { type ChartRow, expectIntervals, namesOf, readRows } from "./rows";
import { seriesColor, seriesDash, seriesNames } from "./series";
import { seriesMarks } from "./theme";

/** Options of `lineChart`; titles say what is shown and in which unit. */
export interface LineChartOptions<Row> extends ChartOptions, AxisOptions {
  x: Field<Row>;
  y: Field<Row>;
  /** A band round each line. */
  interval?: Interval<Row>;
  /** One line per value. */
  series?: Field<Row>;
  seriesOrder?: readonly string[];
  /** One plot per value, all with the same axes. */
  panel?: Field<Row>;
  /** Draws each row as a point on its line. */
  points?: boolean;
}

/**
 * Lines in the order of x, told apart by colour and dash; each named at its end, or in a legend above panels.
 *
 * @throws RangeError if there is no row, a number is not finite, or an interval is upside down
 */
export function lineChart<Row extends object>(rows: readonly Row[], options: LineChartOptions<Row>): Chart {
  const read = readLines(rows, options);
  const names = seriesNames("lineChart", read, options.seriesOrder);
  const panels = namesOf(read, "panel");
  const size = sizeOf(panels, options);
  const [xDomain, yDomain] = [xDomainOf(read, options), yDomainOf(read, options)];
  const labelled = names.length > 0 && panels.length === 0;
  const values = labelled
    ? withEndLabels(read, names, { height: size.height, yDomain, log: options.yScale === "log" })
    : read;
  const layer = layersOf(names, labelled, options);
  const described = {
    kind: "Line chart",
    shows: `${options.yTitle} by ${options.xTitle}`,
    details: [
      listed("lines", namesOf(read, "series")),
      listed("panels", panels),
      options.interval && `band ${options.interval.name}`,
      referenceNames(options.references),
    ],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described, options.interval && `Band: ${options.interval.name}`),
    data: { values },
    ...panelled({ layer, encoding: axesOf(read, options, xDomain, yDomain) }, panels, size),
  };
}

function readLines<Row extends object>(rows: readonly Row[], options: LineChartOptions<Row>): ChartRow[] {
  const { x, y, interval, series, panel } = options;
  const numbers = { x, y, low: interval?.low, high: interval?.high };
  const read = readRows("lineChart", rows, { numbers, texts: { series, panel } });
  expectIntervals("lineChart", read);
  expectScales("lineChart", read, options);
  return read;
}

function layersOf<Row>(names: readonly string[], labelled: boolean, options: LineChartOptions<Row>): Layer[] {
  const legend = labelled ? null : { symbolType: "stroke", symbolSize: 500, symbolOpacity: 1 };
  const color = names.length > 0 ? { color: seriesColor(names, legend) } : {};
  const dash = names.length > 0 ? { strokeDash: seriesDash(names, legend) } : {};
  const plain = names.length > 0 ? {} : { color: seriesMarks[0].color };
  const clip = options.xDomain !== undefined || options.yDomain !== undefined;
  const tooltip = tooltipOf(options);
  const band: Layer = {
    mark: { type: "area", opacity: 0.16, clip, ...plain },
    encoding: { y: { field: "low", type: "quantitative" }, y2: { field: "high" }, ...color },
  };
  const line: Layer = { mark: { type: "line", clip, ...plain }, encoding: { ...color, ...dash, tooltip } };
  const points: Layer = {
    mark: { type: "point", filled: true, size: 36, opacity: 1, clip, ...plain },
    encoding: { ...color, tooltip },
  };
  return [
    ...referenceLayers(options.references),
    ...(options.interval ? [band] : []),
    line,
    ...(options.points ? [points] : []),
    ...(labelled ? [endLabels] : []),
  ];
}

const endLabels: Layer = {
  transform: [{ filter: "isValid(datum.end)" }],
  mark: { type: "text", align: "left", baseline: "middle", dx: 8 },
  encoding: {
    y: { field: "endY", type: "quantitative" },
    text: { field: "end" },
    color: { field: "endInk", type: "nominal", scale: null },
  },
};

function tooltipOf<Row>(options: LineChartOptions<Row>) {
  const number = (field: string, title: string, format: string | undefined) =>
    ({ field, type: "quantitative", title, format }) as const;
  const name = options.interval?.name;
  return [
    ...(options.series ? [{ field: "series", type: "nominal", title: options.series } as const] : []),
    number("x", options.xTitle, options.xFormat),
    number("y", options.yTitle, options.yFormat),
    ...(name
      ? [number("low", `${name}, low`, options.yFormat), number("high", `${name}, high`, options.yFormat)]
      : []),
  ];
}
