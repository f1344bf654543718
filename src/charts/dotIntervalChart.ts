/**
 * @file Estimates as dots with their intervals, on their side so that names can be read.
 */
import { type Chart, type Field, frameOf, type Layer, listed } from "./chart";
import {
  asReference,
  type EstimateOptions,
  estimateAxes,
  estimateTooltip,
  readEstimates,
  valueDomain,
  valueReferenceLayers,
} from "./estimates";
import { panelled, sizeOf } from "./panels";
import { referenceNames } from "./references";
import { namesOf } from "./rows";
import { seriesColor, seriesNames, seriesOffset, seriesShape } from "./series";
import { axisTitleRoom, seriesMarks } from "./theme";

/** Options of `dotIntervalChart`. */
export interface DotIntervalChartOptions<Row> extends EstimateOptions<Row> {
  /** One plot per value, all with the same axes. */
  panel?: Field<Row>;
}

/**
 * One line per label: a dot at the estimate, a bar over its interval; series side by side by colour and shape.
 *
 * @throws RangeError if there is no row, a number is not finite, or an interval is upside down
 */
export function dotIntervalChart<Row extends object>(
  rows: readonly Row[],
  options: DotIntervalChartOptions<Row>,
): Chart {
  const read = readEstimates("dotIntervalChart", rows, options, options.panel);
  const names = seriesNames("dotIntervalChart", read, options.seriesOrder);
  const [labels, panels] = [namesOf(read, "label"), namesOf(read, "panel")];
  const lines = Math.max(1, names.length);
  const height = options.height ?? labels.length * (14 * lines + 14);
  const size = { width: sizeOf(panels, options).width, height };
  const layer = [...valueReferenceLayers(options.reference), ...marksOf(names, options)];
  const encoding = estimateAxes(labels, valueDomain(read, options), options);
  const described = {
    kind: "Dot chart",
    shows: `${options.valueTitle} of ${labels.join(", ")}`,
    details: [
      listed("series", namesOf(read, "series")),
      listed("panels", panels),
      `bars ${options.interval.name}`,
      referenceNames(options.reference && [asReference(options.reference)]),
    ],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described, `Bars: ${options.interval.name}`),
    data: { values: read },
    ...panelled({ layer, encoding }, panels, size, options.reference ? 24 : 8),
  };
}

function marksOf<Row>(names: readonly string[], options: EstimateOptions<Row>): Layer[] {
  const many = names.length > 0;
  const legend = { symbolOpacity: 1, ...(options.reference && { offset: axisTitleRoom }) };
  const plain = many ? {} : { color: seriesMarks[0].color };
  const offset = seriesOffset(names);
  const tooltip = estimateTooltip(options);
  const color = many ? { color: seriesColor(names, legend) } : {};
  const legended = many ? { color: seriesColor(names, legend), shape: seriesShape(names, legend) } : {};
  return [
    {
      mark: { type: "rule", strokeWidth: 2.5, opacity: 0.55, strokeCap: "round", ...plain },
      encoding: {
        x: { field: "low", type: "quantitative" },
        x2: { field: "high" },
        ...offset,
        ...color,
        tooltip,
      },
    },
    {
      mark: { type: "point", filled: true, size: 70, opacity: 1, ...plain },
      encoding: { ...offset, ...legended, tooltip },
    },
  ];
}
