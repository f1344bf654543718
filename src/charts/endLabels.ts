/**
 * @file Names at the ends of lines, moved apart where lines end close together.
 */
import type { ChartRow } from "./rows";
import { seriesMarks } from "./theme";

/** What places the names: the plot's height and the range of its y axis. */
export interface LabelSpace {
  height: number;
  yDomain: readonly [number, number];
  log: boolean;
}

/** Pixels from one name's line to the next. */
const lineHeight = 14;

/** Pixels above the axis that keep a name clear of the numbers below it. */
const lowest = 4;

/**
 * The rows, with the name of a series, its ink and its height (`end`, `endInk`, `endY`) on the last row of each line.
 */
export function withEndLabels(
  rows: readonly ChartRow[],
  names: readonly string[],
  space: LabelSpace,
): ChartRow[] {
  const labels = new Map<ChartRow, ChartRow>();
  for (const ends of groupBy(lastRows(rows), (row) => `${row.panel} ${row.x}`)) {
    const heights = spread(
      ends.map((row) => pixelsUp(row.y as number, space)),
      lineHeight,
      lowest,
    );
    ends.forEach((row, index) => {
      const name = row.series as string;
      const endY = Number(valueAt(heights[index], space).toPrecision(6));
      labels.set(row, { end: name, endInk: seriesMarks[names.indexOf(name)].ink, endY });
    });
  }
  return rows.map((row) => ({ ...row, ...labels.get(row) }));
}

/** The row farthest to the right of each series in each panel. */
function lastRows(rows: readonly ChartRow[]): ChartRow[] {
  const lines = groupBy(rows, (row) => `${row.panel} ${row.series}`);
  return lines.map((line) => line.reduce((last, row) => (row.x >= last.x ? row : last)));
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

/**
 * The nearest heights, in the sense of least squares, at least a gap apart, in the same order and not below a floor.
 *
 * Taking i gaps off the i-th height turns "a gap apart" into "not falling": the pool-adjacent-violators
 * algorithm of isotonic regression then gives the answer; a floor cuts it off from below.
 */
export function spread(heights: readonly number[], gap: number, floor: number): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a] - heights[b]);
  const pools: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    let pool = { sum: heights[index] - rank * gap, count: 1 };
    while (pools.length > 0 && mean(pools[pools.length - 1]) > mean(pool)) {
      const before = pools.pop()!;
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
    }
    pools.push(pool);
  });
  const placed = pools.flatMap((pool) =>
    Array.from({ length: pool.count }, () => Math.max(floor, mean(pool))),
  );
  const spreadHeights = new Array<number>(heights.length);
  order.forEach((index, rank) => {
    spreadHeights[index] = placed[rank] + rank * gap;
  });
  return spreadHeights;
}

function mean(pool: { sum: number; count: number }): number {
  return pool.sum / pool.count;
}

function pixelsUp(value: number, { height, yDomain, log }: LabelSpace): number {
  const [low, high, at] = log ? [...yDomain, value].map(Math.log) : [...yDomain, value];
  return high > low ? ((at - low) / (high - low)) * height : height / 2;
}

function valueAt(pixels: number, { height, yDomain, log }: LabelSpace): number {
  const [low, high] = log ? yDomain.map(Math.log) : yDomain;
  const value = low + (pixels / height) * (high - low);
  return log ? Math.exp(value) : value;
}
