/** @file Shares of a whole as stacked bars: what each part of it is, for several wholes. */

import { barsHeight } from "./barChart";
import { type Chart, type ChartOptions, type Field, frameOf, type Layer, listed } from "./chart";
import { estimateAxes } from "./estimates";
import { type ChartRow, namesOf, readRows } from "./rows";
import { seriesColor, seriesNames } from "./series";
import { axisTitleRoom, ink, plotSize } from "./theme";

/** Options of `shareChart`; the title of the shares says of what. */
export interface ShareChartOptions<Row> extends ChartOptions {
  /** The whole: one bar per value. */
  label: Field<Row>;
  share: Field<Row>;
  shareTitle: string;
  /** The parts, in the order in which they are stacked, told apart by colour and by the number in them. */
  series: Field<Row>;
  seriesOrder?: readonly string[];
}

/**
 * One bar per label from 0 to 1, in it the parts from left to right, each with its percentage where there is room.
 *
 * @throws RangeError if there is no row, a share is below 0, a part is there twice, or the shares of a label do not
 *   sum to 1
 */
export function shareChart<Row extends object>(rows: readonly Row[], options: ShareChartOptions<Row>): Chart {
  const { label, share, shareTitle, series } = options;
  const read = readRows("shareChart", rows, { numbers: { share }, texts: { label, series } });
  const names = seriesNames("shareChart", read, options.seriesOrder);
  const labels = namesOf(read, "label");
  const stacked = labels.flatMap((name) => stack(name, read, names));
  const described = {
    kind: "Bar chart of shares",
    shows: `${shareTitle} of ${labels.join(", ")}`,
    details: [listed("parts", names)],
    rows: rows.length,
  };
  return {
    ...frameOf(options, described),
    data: { values: stacked },
    width: options.width ?? plotSize.width,
    height: options.height ?? barsHeight(labels.length, 1) * 1.2,
    layer: marksOf(names, shareTitle, series),
    encoding: estimateAxes(labels, [0, 1], { valueTitle: shareTitle, valueFormat: ".0%" }),
  };
}

/** The parts of one label with the places where they begin, end and have their middle. */
function stack(label: string, read: readonly ChartRow[], names: readonly string[]): ChartRow[] {
  const own = read.filter((row) => row.label === label);
  let from = 0;
  const parts = names.flatMap((name) => {
    const found = own.filter((row) => row.series === name);
    if (found.length > 1) {
      throw new RangeError(`shareChart: ${label} has ${name} ${found.length} times, expected once`);
    }
    return found.map((row) => {
      const share = row.share as number;
      if (share < 0) {
        throw new RangeError(`shareChart: ${name} of ${label} is ${share}, expected a share from 0`);
      }
      from += share;
      return { ...row, low: from - share, x: from, middle: from - share / 2 };
    });
  });
  if (!(Math.abs(from - 1) < 1e-4)) {
    throw new RangeError(`shareChart: shares of ${label} sum to ${from}, expected 1`);
  }
  return parts;
}

/** Narrower parts have no number in them. */
const roomForNumber = 0.06;

function marksOf(names: readonly string[], shareTitle: string, series: string): Layer[] {
  const tooltip = [
    { field: "label", type: "nominal" } as const,
    { field: "series", type: "nominal", title: series } as const,
    { field: "share", type: "quantitative", title: shareTitle, format: ".1%" } as const,
  ];
  const legend = { symbolType: "square", symbolOpacity: 1, offset: axisTitleRoom - 14 };
  return [
    {
      mark: { type: "bar", height: { band: 0.66 }, opacity: 0.75, stroke: "white", strokeWidth: 1.5 },
      encoding: {
        x: { field: "low", type: "quantitative" },
        x2: { field: "x" },
        color: seriesColor(names, legend),
        tooltip,
      },
    },
    {
      transform: [{ filter: `datum.share >= ${roomForNumber}` }],
      mark: { type: "text", baseline: "middle", color: ink.strong, fontWeight: "bold" },
      encoding: {
        x: { field: "middle", type: "quantitative" },
        text: { field: "share", type: "quantitative", format: ".0%" },
      },
    },
  ];
}
