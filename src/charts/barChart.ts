/**
 * @file Estimates as bars from zero with their intervals, each with its name and number beside it.
 */
import { type Chart, frameOf, type Layer, listed } from "./chart";
import {
  asReference,
  type EstimateOptions,
  estimateAxes,
  estimateTooltip,
  readEstimates,
  valueDomain,
  valueReferenceLayers,
} from "./estimates";
import { referenceNames } from "./references";
import { namesOf } from "./rows";
import { seriesColor, seriesInk, seriesNames, seriesOffset } from "./series";
import { ink, plotSize, seriesMarks } from "./theme";

/**
 * One bar per row, from zero, pale, with the estimate as a dot on its interval; for quantities where zero means none.
 *
 * @throws RangeError if there is no row, a number is not finite, or an interval is upside down
 */
export function barChart<Row extends object>(rows: readonly Row[], options: EstimateOptions<Row>): Chart {
  const read = readEstimates("barChart", rows, options);
  const names = seriesNames("barChart", read, options.seriesOrder);
  const labels = namesOf(read, "label");
  const described = {
    kind: "Bar chart",
    shows: `${options.valueTitle} of ${labels.join(", ")}`,
    details: [
      listed("series", namesOf(read, "series")),
      `lines ${options.interval.name}`,
      referenceNames(options.reference && [asReference(options.reference)]),
    ],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described, `Lines: ${options.interval.name}`),
    data: { values: read },
    width: options.width ?? plotSize.width - 60,
    height: options.height ?? barsHeight(labels.length, names.length),
    layer: [...marksOf(names, options), ...valueReferenceLayers(options.reference)],
    encoding: estimateAxes(labels, valueDomain(read, options, [0]), options),
  };
}

/** Room for all bars: each 17 pixels, with space between labels. */
export function barsHeight(labels: number, series: number): number {
  return labels * (17 * Math.max(1, series) + 13);
}

/** The name of the series and the number, to the right of the bar. */
export function barWords(names: readonly string[], field: string, number: string, format: string): Layer {
  const formatted = `format(datum.${number}, ${JSON.stringify(format)})`;
  return {
    transform: [
      { calculate: names.length > 0 ? `datum.series + '  ' + ${formatted}` : formatted, as: "words" },
    ],
    mark: { type: "text", align: "left", baseline: "middle", dx: 8, color: ink.text },
    encoding: {
      x: { field, type: "quantitative" },
      text: { field: "words" },
      ...seriesOffset(names, 0.12),
      ...(names.length > 0 && { color: seriesInk(names) }),
    },
  };
}

function marksOf<Row>(names: readonly string[], options: EstimateOptions<Row>): Layer[] {
  const plain = names.length > 0 ? {} : { color: seriesMarks[0].color };
  const shared = {
    ...seriesOffset(names, 0.12),
    ...(names.length > 0 && { color: seriesColor(names, null) }),
  };
  const tooltip = estimateTooltip(options);
  return [
    {
      mark: { type: "bar", opacity: 0.3, height: { band: names.length > 0 ? 1 : 0.6 }, ...plain },
      encoding: { ...shared, tooltip },
    },
    {
      mark: { type: "rule", strokeWidth: 2, strokeCap: "round", ...plain },
      encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" }, ...shared, tooltip },
    },
    {
      mark: { type: "point", filled: true, size: 46, opacity: 1, ...plain },
      encoding: { ...shared, tooltip },
    },
    barWords(names, "high", "x", options.valueFormat ?? ".3r"),
  ];
}
