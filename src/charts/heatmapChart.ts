/**
 * @file A grid of numbers: confusion matrices, settings against settings. The number stands in each cell.
 */
import { type Channels, type Chart, type ChartOptions, type Field, frameOf, type Layer } from "./chart";
import { type ChartRow, extentOf, namesOf, readRows } from "./rows";
import { divergingColors, ink, sequentialColors } from "./theme";

/** Options of `heatmapChart`; the title of the values says their unit. */
export interface HeatmapChartOptions<Row> extends ChartOptions {
  x: Field<Row>;
  y: Field<Row>;
  value: Field<Row>;
  xTitle: string;
  yTitle: string;
  valueTitle: string;
  /** Digits of the numbers in the cells: 2 unless given. */
  digits?: number;
  /** d3 number format of the cells and the legend, instead of digits. */
  valueFormat?: string;
  valueDomain?: readonly [number, number];
  /** The value between two colours, as 0 for differences; without it one colour grows stronger. */
  midpoint?: number;
}

/**
 * One cell per row of data, columns and lines in order of first appearance.
 *
 * @throws RangeError if there is no row, a number is not finite, or two rows share a cell
 */
export function heatmapChart<Row extends object>(
  rows: readonly Row[],
  options: HeatmapChartOptions<Row>,
): Chart {
  const { x, y, value } = options;
  const read = readRows("heatmapChart", rows, { numbers: { value }, texts: { x, y } });
  expectOneRowPerCell(read);
  const [columns, lines] = [namesOf(read, "x"), namesOf(read, "y")];
  const cell = Math.max(34, Math.min(64, Math.floor(440 / columns.length)));
  const described = {
    kind: "Heat map",
    shows: `${options.valueTitle} for ${options.yTitle} (${lines.join(", ")}) by ${options.xTitle} (${columns.join(", ")})`,
    details: [],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described),
    data: { values: read },
    width: options.width ?? columns.length * cell,
    height: options.height ?? lines.length * Math.min(cell, 40),
    layer: cellsOf(read, options),
    encoding: axesOf(columns, lines, cell, options),
  };
}

function expectOneRowPerCell(rows: readonly ChartRow[]): void {
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    const cell = JSON.stringify([row.x, row.y]);
    if (seen.has(cell))
      throw new RangeError(`heatmapChart: row ${index} is a second one for ${cell}, expected one`);
    seen.add(cell);
  });
}

function axesOf<Row>(
  columns: readonly string[],
  lines: readonly string[],
  cell: number,
  options: HeatmapChartOptions<Row>,
): Channels {
  // DejaVu Sans at 11 pixels is about 6.5 wide a letter: longer names lie at an angle.
  const slanted = Math.max(...columns.map((name) => name.length)) * 6.5 > cell;
  const labelAngle = slanted ? -40 : 0;
  return {
    x: {
      field: "x",
      type: "nominal",
      title: options.xTitle,
      scale: { domain: [...columns] },
      axis: { labelAngle, labelAlign: slanted ? "right" : "center", labelLimit: 140, labelOverlap: false },
    },
    y: {
      field: "y",
      type: "nominal",
      title: options.yTitle,
      scale: { domain: [...lines] },
      axis: { labelLimit: 180 },
    },
  };
}

function cellsOf<Row>(read: readonly ChartRow[], options: HeatmapChartOptions<Row>): Layer[] {
  const { valueTitle, midpoint } = options;
  const format = options.valueFormat ?? `.${options.digits ?? 2}f`;
  const [low, high] = colorDomain(read, options);
  const range = midpoint === undefined ? sequentialColors : divergingColors;
  const legend = {
    title: valueTitle,
    format,
    orient: "right",
    direction: "vertical",
    gradientLength: 120,
    tickCount: 4,
  };
  const value = { field: "value", type: "quantitative" } as const;
  const tooltip = [
    { field: "y", type: "nominal", title: options.yTitle } as const,
    { field: "x", type: "nominal", title: options.xTitle } as const,
    { ...value, title: valueTitle, format },
  ];
  const color = {
    ...value,
    scale: { domain: [low, high], range, interpolate: "rgb" as const, clamp: true, zero: false },
    legend: legend as never,
  };
  return [
    { mark: { type: "rect", stroke: "white", strokeWidth: 2 }, encoding: { color, tooltip } },
    {
      mark: { type: "text", baseline: "middle" },
      encoding: {
        text: { field: "value", type: "quantitative", format },
        color: { condition: { test: onDark(low, high, midpoint), value: "white" }, value: ink.strong },
      },
    },
  ];
}

/** The values of the palest and the strongest colour; the same distance on both sides of a midpoint. */
function colorDomain<Row>(read: readonly ChartRow[], options: HeatmapChartOptions<Row>): [number, number] {
  const [low, high] = options.valueDomain ?? extentOf(read, ["value"]);
  if (options.midpoint === undefined) return low < high ? [low, high] : [Math.min(0, low), Math.max(low, 1)];
  const reach = Math.max(Math.abs(low - options.midpoint), Math.abs(high - options.midpoint)) || 1;
  return [options.midpoint - reach, options.midpoint + reach];
}

/** True where white is read better than black: above the middle of one colour, at the ends of two. */
function onDark(low: number, high: number, midpoint: number | undefined): string {
  if (midpoint === undefined) return `datum.value > ${low + 0.5 * (high - low)}`;
  return `abs(datum.value - ${midpoint}) > ${0.36 * (high - low)}`;
}
