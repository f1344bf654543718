/**
 * @file Points of two numbers, with names, intervals and reference lines where asked.
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
import { niceDomain } from "./niceDomain";
import { panelled, sizeOf } from "./panels";
import { referenceLayers, referenceNames } from "./references";
import { type ChartRow, expectIntervals, namesOf, readRows } from "./rows";
import { seriesColor, seriesNames, seriesShape } from "./series";
import { axisTitleRoom, plotSize, seriesMarks } from "./theme";

/** Options of `scatterChart`; titles say what is shown and in which unit. */
export interface ScatterChartOptions<Row> extends ChartOptions, AxisOptions {
  x: Field<Row>;
  y: Field<Row>;
  /** Told apart by colour and shape. */
  series?: Field<Row>;
  seriesOrder?: readonly string[];
  panel?: Field<Row>;
  /** A name drawn beside each point. */
  label?: Field<Row>;
  /** More fields that show on pointing at a point. */
  tooltip?: readonly Field<Row>[];
  xInterval?: Interval<Row>;
  yInterval?: Interval<Row>;
}

/**
 * One point per row, with bars over its intervals.
 *
 * @throws RangeError if there is no row, a number is not finite, or an interval is upside down
 */
export function scatterChart<Row extends object>(
  rows: readonly Row[],
  options: ScatterChartOptions<Row>,
): Chart {
  const read = readPoints(rows, options);
  const names = seriesNames("scatterChart", read, options.seriesOrder);
  const panels = namesOf(read, "panel");
  const xDomain = options.xDomain ?? niceDomain(withRoom(xDomainOf(read, options), options), options.xScale);
  const layer = [...referenceLayers(options.references), ...marksOf(read, names, options)];
  const encoding = axesOf(read, options, xDomain, yDomainOf(read, options));
  const bars = intervalNames(options);
  const described = {
    kind: "Scatter chart",
    shows: `${options.yTitle} by ${options.xTitle}`,
    details: [
      listed("series", namesOf(read, "series")),
      listed("panels", panels),
      bars && `bars ${bars}`,
      referenceNames(options.references),
    ],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described, bars && `Bars: ${bars}`),
    data: { values: read },
    ...panelled({ layer, encoding }, panels, sizeOf(panels, options, plotSize.height + 50)),
  };
}

/** A point at the edge would sit on the axis: a thirtieth of the width is added on a linear scale. */
function withRoom<Row>(
  [low, high]: [number, number],
  { xScale }: ScatterChartOptions<Row>,
): [number, number] {
  const room = xScale === "log" ? 0 : (high - low) / 30;
  return [low - room, high + room];
}

function readPoints<Row extends object>(rows: readonly Row[], options: ScatterChartOptions<Row>): ChartRow[] {
  const { x, y, xInterval, yInterval, series, panel, label } = options;
  const numbers = {
    x,
    y,
    xLow: xInterval?.low,
    xHigh: xInterval?.high,
    low: yInterval?.low,
    high: yInterval?.high,
  };
  const more = Object.fromEntries((options.tooltip ?? []).map((field, index) => [`more${index}`, field]));
  const read = readRows("scatterChart", rows, { numbers, texts: { series, panel, label, ...more } });
  expectIntervals("scatterChart", read);
  expectIntervals("scatterChart", read, "xLow", "xHigh");
  expectScales("scatterChart", read, options);
  return read;
}

function intervalNames<Row>({ xInterval, yInterval }: ScatterChartOptions<Row>): string | undefined {
  const names = [xInterval?.name, yInterval?.name].filter((name) => name !== undefined);
  return names.length > 0 ? [...new Set(names)].join(", ") : undefined;
}

function marksOf<Row>(
  read: readonly ChartRow[],
  names: readonly string[],
  options: ScatterChartOptions<Row>,
): Layer[] {
  const many = names.length > 0;
  const legend = { symbolOpacity: 1, offset: axisTitleRoom };
  const plain = many ? {} : { color: seriesMarks[0].color };
  const color = many ? { color: seriesColor(names, legend) } : {};
  const legended = many ? { color: seriesColor(names, legend), shape: seriesShape(names, legend) } : {};
  const bar = { type: "rule", strokeWidth: 1.5, opacity: 0.5, ...plain } as const;
  // Where points crowd, density shows through.
  const opacity = read.length > 300 ? 0.45 : 0.85;
  const size = read.length > 300 ? 22 : 60;
  const bars: Layer[] = [
    ...(options.xInterval
      ? [
          {
            mark: bar,
            encoding: {
              x: { field: "xLow", type: "quantitative" as const },
              x2: { field: "xHigh" },
              ...color,
            },
          },
        ]
      : []),
    ...(options.yInterval
      ? [
          {
            mark: bar,
            encoding: { y: { field: "low", type: "quantitative" as const }, y2: { field: "high" }, ...color },
          },
        ]
      : []),
  ];
  const label: Layer = {
    // Above a level bar, which would strike the name through.
    mark: { type: "text", align: "left", baseline: "middle", dx: 9, dy: options.xInterval ? -8 : 0 },
    encoding: { text: { field: "label" } },
  };
  return [
    ...bars,
    {
      mark: { type: "point", filled: true, size, opacity, ...plain },
      encoding: { ...legended, tooltip: tooltipOf(options) },
    },
    ...(options.label ? [label] : []),
  ];
}

function tooltipOf<Row>(options: ScatterChartOptions<Row>) {
  const text = (field: string, title: string) => ({ field, type: "nominal", title }) as const;
  const number = (field: string, title: string, format?: string) =>
    ({ field, type: "quantitative", title, format }) as const;
  return [
    ...(options.label ? [text("label", options.label)] : []),
    ...(options.series ? [text("series", options.series)] : []),
    number("x", options.xTitle, options.xFormat),
    number("y", options.yTitle, options.yFormat),
    ...(options.tooltip ?? []).map((field, index) => text(`more${index}`, field)),
  ];
}
