/**
 * @file Equal bins with round edges, and the share of values in each.
 */
import { niceStep } from "./niceDomain";
import { type ChartRow, extentOf } from "./rows";

/** Values in bins: as bars from `x` to `to`, and as the corners of an outline that starts and ends at zero. */
export interface Binned {
  bars: ChartRow[];
  outlines: ChartRow[];
  domain: [number, number];
  step: number;
  /** The largest share of a bin. */
  highest: number;
}

/**
 * Shares of the role x in equal bins, for each series in each panel. A bin holds its lower edge, the last one
 * also its upper edge.
 *
 * @throws RangeError if a value lies outside the domain, or bins is not a whole number above 0
 */
export function binRows(rows: readonly ChartRow[], bins: number, given?: readonly [number, number]): Binned {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`histogramChart: bins is ${bins}, expected a whole number above 0`);
  }
  const [low, high] = given ?? extentOf(rows, ["x"]);
  const step = given ? (high - low) / bins : niceStep(high - low || Math.abs(low) || 1, bins);
  const first = given ? low : Math.floor(low / step + 1e-9) * step;
  const count = given ? bins : Math.max(1, Math.ceil((high - first) / step - 1e-9));
  const edges = Array.from({ length: count + 1 }, (_, index) =>
    Number((first + index * step).toPrecision(6)),
  );
  const groups = groupsOf(rows);
  const shares = groups.map((group) => sharesOf(group.values, edges));
  return {
    step: Number(step.toPrecision(6)),
    domain: [edges[0], edges[count]],
    highest: Math.max(...shares.flat()),
    bars: groups.flatMap(({ names }, at) =>
      shares[at].map((share, index) => ({ ...names, x: edges[index], to: edges[index + 1], share })),
    ),
    outlines: groups.flatMap(({ names }, at) =>
      edges.map((x, index) => ({ ...names, x, share: shares[at][index] ?? 0 })),
    ),
  };
}

function groupsOf(rows: readonly ChartRow[]) {
  const groups = new Map<string, { names: ChartRow; values: number[] }>();
  for (const { x, ...names } of rows) {
    const key = JSON.stringify(names);
    if (!groups.has(key)) groups.set(key, { names, values: [] });
    groups.get(key)!.values.push(x as number);
  }
  return [...groups.values()];
}

function sharesOf(values: readonly number[], edges: readonly number[]): number[] {
  const last = edges.length - 1;
  const counts = new Array<number>(last).fill(0);
  for (const value of values) {
    if (value < edges[0] || value > edges[last]) {
      const domain = `[${edges[0]}, ${edges[last]}]`;
      throw new RangeError(`histogramChart: value is ${value}, expected one within ${domain}`);
    }
    // Edges are rounded numbers: they decide, not a division.
    let bin = Math.min(last - 1, Math.floor(((value - edges[0]) / (edges[last] - edges[0])) * last));
    if (value < edges[bin]) bin--;
    else if (bin < last - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts.map((count) => Number((count / values.length).toPrecision(6)));
}
