/**
 * @file Counts, sizes and other exact numbers as bars: no interval, because nothing was estimated.
 */
import { barsHeight, barWords } from "./barChart";
import { type Chart, type ChartOptions, type Field, frameOf, listed } from "./chart";
import { estimateAxes, valueDomain } from "./estimates";
import { namesOf, readRows } from "./rows";
import { seriesColor, seriesNames, seriesOffset } from "./series";
import { plotSize, seriesMarks } from "./theme";

/** Options of `countChart`; the title of the counts says what is counted. */
export interface CountChartOptions<Row> extends ChartOptions {
  label: Field<Row>;
  count: Field<Row>;
  countTitle: string;
  series?: Field<Row>;
  seriesOrder?: readonly string[];
  /** d3 number format: whole numbers with commas, others with one digit, unless given. */
  countFormat?: string;
  labelTitle?: string;
}

/**
 * One bar per row, from zero, with its name and number beside it.
 *
 * @throws RangeError if there is no row or a number is not finite
 */
export function countChart<Row extends object>(rows: readonly Row[], options: CountChartOptions<Row>): Chart {
  const { label, count, countTitle, series } = options;
  const read = readRows("countChart", rows, { numbers: { x: count }, texts: { label, series } });
  const whole = read.every((row) => Number.isInteger(row.x));
  const countFormat = options.countFormat ?? (whole ? ",d" : ",.1f");
  const names = seriesNames("countChart", read, options.seriesOrder);
  const labels = namesOf(read, "label");
  const many = names.length > 0;
  const mark = {
    type: "bar",
    opacity: 0.8,
    height: { band: many ? 1 : 0.6 },
    ...(!many && { color: seriesMarks[0].color }),
  } as const;
  const tooltip = [
    { field: "label", type: "nominal", title: options.labelTitle ?? label } as const,
    ...(series ? [{ field: "series", type: "nominal", title: series } as const] : []),
    { field: "x", type: "quantitative", title: countTitle, format: countFormat } as const,
  ];
  const described = {
    kind: "Bar chart",
    shows: `${countTitle} of ${labels.join(", ")}`,
    details: [listed("series", namesOf(read, "series"))],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described),
    data: { values: read },
    width: options.width ?? plotSize.width - 60,
    height: options.height ?? barsHeight(labels.length, names.length),
    layer: [
      {
        mark,
        encoding: { ...seriesOffset(names, 0.12), ...(many && { color: seriesColor(names, null) }), tooltip },
      },
      barWords(names, "x", "x", countFormat),
    ],
    encoding: estimateAxes(labels, valueDomain(read, {}, [0]), {
      valueTitle: countTitle,
      valueFormat: countFormat,
      labelTitle: options.labelTitle,
    }),
  };
}
