/**
 * @file Paired differences with their intervals and a line of no difference: a forest plot.
 */
import {
  type Channels,
  type Chart,
  type ChartOptions,
  type Field,
  frameOf,
  type Interval,
  type Layer,
} from "./chart";
import { estimateAxes, valueDomain, valueReferenceLayers } from "./estimates";
import type { ValueReference } from "./references";
import { type ChartRow, expectIntervals, namesOf, readRows } from "./rows";
import { ink, plotSize, seriesMarks } from "./theme";

/** Options of `differenceChart`; the title of the difference says of what and in which unit. */
export interface DifferenceChartOptions<Row> extends ChartOptions {
  label: Field<Row>;
  difference: Field<Row>;
  differenceTitle: string;
  interval: Interval<Row>;
  /** Rows of one group stand together under its name. */
  group?: Field<Row>;
  /** Where there is no difference: 0 unless given. */
  reference?: number;
  /** What lies to the left of the reference, as "worse than CE". */
  lessTitle?: string;
  moreTitle?: string;
  /** Digits of the numbers beside the marks: 3 unless given. */
  digits?: number;
  valueDomain?: readonly [number, number];
  labelTitle?: string;
}

/**
 * One line per row: a filled mark where the interval excludes the reference, a hollow one where it does not,
 * and the numbers at the right.
 *
 * @throws RangeError if there is no row, a number is not finite, or an interval is upside down
 */
export function differenceChart<Row extends object>(
  rows: readonly Row[],
  options: DifferenceChartOptions<Row>,
): Chart {
  const reference = { value: options.reference ?? 0 };
  const read = readDifferences(rows, options, reference.value);
  const { lines, encoding } = linesOf(read, options, reference);
  const described = {
    kind: "Difference chart",
    shows: `${options.differenceTitle} of ${namesOf(read, "name").join(", ")}`,
    details: [
      options.group && `groups ${namesOf(read, "group").join(", ")}`,
      `bars ${options.interval.name}`,
      `filled where the interval excludes ${reference.value}`,
    ],
    rows: rows.length,
  };
  const legend = `Bars: ${options.interval.name}; filled where the interval excludes ${reference.value}`;
  return {
    ...frameOf(options, described, legend),
    data: { values: read },
    width: options.width ?? plotSize.width - 150,
    height: options.height ?? lines * 26,
    layer: [...valueReferenceLayers(reference), ...sideTitles(reference.value, options), ...marks],
    encoding,
  };
}

/** Between the names of group and row in the key of a line: no name holds it. */
const separator = "\t";

function readDifferences<Row extends object>(
  rows: readonly Row[],
  options: DifferenceChartOptions<Row>,
  reference: number,
): ChartRow[] {
  const { difference, interval, label, group, digits = 3 } = options;
  const numbers = { x: difference, low: interval.low, high: interval.high };
  const read = readRows("differenceChart", rows, { numbers, texts: { name: label, group } });
  expectIntervals("differenceChart", read);
  return read.map((row) => {
    const [x, low, high] = [row.x, row.low, row.high] as number[];
    const [estimate, from, to] = [x, low, high].map((value) => signedNumber(value, digits));
    return {
      ...row,
      label: group ? `${row.group}${separator}${row.name}` : row.name,
      verdict: low > reference ? "above" : high < reference ? "below" : "open",
      words: `${estimate} [${from}, ${to}]`,
    };
  });
}

function signedNumber(value: number, digits: number): string {
  const rounded = Math.abs(value).toFixed(digits);
  if (Number(rounded) === 0) return rounded;
  return `${value < 0 ? "−" : "+"}${rounded}`;
}

/** The axes; with groups, each group's name is a line of its own, in bold. */
function linesOf<Row>(
  read: readonly ChartRow[],
  options: DifferenceChartOptions<Row>,
  reference: ValueReference,
) {
  const keys = namesOf(read, "label");
  const groups = namesOf(read, "group");
  const lines = groups.flatMap((group) => [
    group,
    ...keys.filter((key) => key.startsWith(group + separator)),
  ]);
  const domain = groups.length > 0 ? lines : keys;
  const axes = estimateAxes(domain, valueDomain(read, { valueDomain: options.valueDomain, reference }), {
    valueTitle: options.differenceTitle,
    labelTitle: options.labelTitle,
  });
  return { lines: domain.length, encoding: groups.length > 0 ? withHeadings(axes) : axes };
}

function withHeadings(axes: Channels): Channels {
  const at = `indexof(datum.value, '\\t')`;
  const heading = { condition: { test: `${at} < 0`, value: "bold" }, value: "normal" } as const;
  const axis = {
    grid: false,
    labelPadding: 10,
    labelExpr: `slice(datum.value, ${at} + 1)`,
    labelFontWeight: heading,
  };
  return { ...axes, y: { ...axes.y, axis } as Channels["y"] };
}

function sideTitles<Row>(reference: number, { lessTitle, moreTitle }: DifferenceChartOptions<Row>): Layer[] {
  const side = (words: string, align: "left" | "right"): Layer => ({
    data: { values: [{ x: reference }] },
    mark: { type: "text", align, baseline: "bottom", dx: align === "left" ? 8 : -8, color: ink.quiet },
    encoding: { y: { value: -4 }, text: { value: words } },
  });
  return [
    ...(lessTitle ? [side(`← ${lessTitle}`, "right")] : []),
    ...(moreTitle ? [side(`${moreTitle} →`, "left")] : []),
  ];
}

const verdicts = ["above", "below", "open"];
const [above, below] = seriesMarks;
const color = {
  field: "verdict",
  type: "nominal",
  scale: { domain: verdicts, range: [above.color, below.color, ink.quiet] },
  legend: null,
} as const;
const fill = { ...color, scale: { domain: verdicts, range: [above.color, below.color, "white"] } };
const tooltip = [
  { field: "name", type: "nominal", title: "row" } as const,
  { field: "words", title: "difference" },
];

const marks: Layer[] = [
  {
    mark: { type: "rule", strokeWidth: 2 },
    encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" }, color, tooltip },
  },
  {
    mark: { type: "point", size: 70, opacity: 1, strokeWidth: 2 },
    encoding: { stroke: color, fill, tooltip },
  },
  {
    mark: { type: "text", align: "left", baseline: "middle", dx: 14, color: ink.text },
    encoding: { x: { value: "width" }, text: { field: "words" } },
  },
];
