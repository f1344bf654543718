/**
 * @file The marks that tell series apart: colour, and with it always a dash or a shape.
 */
import { type ChartRow, namesOf } from "./rows";
import { seriesMarks } from "./theme";

/**
 * The names of the series in the order of their marks: as given, or by first appearance.
 *
 * @throws RangeError if there are more series than marks, or the given order lacks a name
 */
export function seriesNames(caller: string, rows: readonly ChartRow[], given?: readonly string[]): string[] {
  const found = namesOf(rows, "series");
  const missing = found.find((name) => given && !given.includes(name));
  if (missing !== undefined) {
    throw new RangeError(
      `${caller}: seriesOrder is [${given?.join(", ")}], expected "${missing}" among them`,
    );
  }
  const names = given && found.length > 0 ? [...given] : found;
  if (names.length > seriesMarks.length) {
    throw new RangeError(
      `${caller}: series has ${names.length} values, expected at most ${seriesMarks.length}`,
    );
  }
  return names;
}

/** The encoding of a series by colour. */
export function seriesColor(names: readonly string[], legend: object | null) {
  return seriesChannel(names, (mark) => mark.color, legend);
}

/** The colour of a series' text: darker than its marks; drawn as it is, beside the scale of the marks. */
export function seriesInk(names: readonly string[]) {
  const inks = names.map((name, index) => [name, seriesMarks[index].ink]);
  const condition = inks.map(([name, value]) => ({
    test: `datum.series === ${JSON.stringify(name)}`,
    value,
  }));
  return { condition, value: seriesMarks[0].ink };
}

/** The encoding of a series by the dash of its line. */
export function seriesDash(names: readonly string[], legend: object | null) {
  return seriesChannel(names, (mark) => mark.dash, legend);
}

/** The encoding of a series by the shape of its points. */
export function seriesShape(names: readonly string[], legend: object | null) {
  return seriesChannel(names, (mark) => mark.shape, legend);
}

/** Marks of several series stand below each other within their label. */
export function seriesOffset(names: readonly string[], paddingInner?: number) {
  if (names.length === 0) return {};
  const scale = { domain: [...names], ...(paddingInner !== undefined && { paddingInner }) };
  return { yOffset: { field: "series", type: "nominal", sort: null, scale } as const };
}

function seriesChannel<Value>(
  names: readonly string[],
  value: (mark: (typeof seriesMarks)[number]) => Value,
  legend: object | null,
) {
  const range = names.map((_, index) => value(seriesMarks[index])) as never[];
  const shown = legend && { title: null, ...legend };
  return {
    field: "series",
    type: "nominal",
    sort: null,
    scale: { domain: [...names], range },
    legend: shown,
  } as const;
}
