import { compile } from "vega-lite";
import { expect, test } from "vitest";
import { barChart } from "../../src/charts/barChart";
import { differenceChart } from "../../src/charts/differenceChart";
import { dotIntervalChart } from "../../src/charts/dotIntervalChart";
import { heatmapChart } from "../../src/charts/heatmapChart";
import { histogramChart } from "../../src/charts/histogramChart";
import { lineChart } from "../../src/charts/lineChart";
import { scatterChart } from "../../src/charts/scatterChart";
import { shareChart } from "../../src/charts/shareChart";
import { gallery } from "./gallery";

for (const [name, chart] of Object.entries(gallery)) {
  test(`${name} is a Vega-Lite 5 specification that compiles without a warning`, () => {
    const warnings: unknown[] = [];
    const keep = (...words: readonly unknown[]) => {
      warnings.push(words.join(" "));
      return logger;
    };
    const logger = { level: () => logger, error: keep, warn: keep, info: () => logger, debug: () => logger };
    const specification = chart();
    compile(specification, { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(specification.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
  });

  test(`${name} describes itself in one line with its axes and its number of rows`, () => {
    expect(chart().description).toMatch(/^[A-Z][^\n]+: [^\n]+; \d+ rows$/);
  });

  test(`${name} carries nothing that JSON would lose`, () => {
    const specification = chart();
    expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
  });
}

const interval = { low: "low", high: "high", name: "95 % interval" } as const;
const lines = { x: "step", y: "loss", xTitle: "step", yTitle: "loss (nats)" } as const;

/** The parts of a specification that tests look into. */
interface Inside {
  data: { values: Record<string, unknown>[] };
  encoding: Record<string, { scale: { domain: unknown }; title: string; axis: Record<string, unknown> }>;
  layer: { mark: { type: string }; encoding: Record<string, { scale: { range: unknown } }> }[];
  height: number;
}

function inside(chart: unknown): Inside {
  return chart as Inside;
}

test("lineChart keeps only the fields it draws, to six digits", () => {
  const chart = inside(lineChart([{ step: 1, loss: 0.123456789, secret: "x" }], lines));
  expect(chart.data.values).toEqual([{ x: 1, y: 0.123457 }]);
});

test("lineChart's axes carry the titles with their units, and round ends that hold every value", () => {
  const rows = [
    { step: 1, loss: 0.93, low: 0.9, high: 1.31 },
    { step: 4, loss: 0.41, low: 0.33, high: 0.5 },
  ];
  const { encoding } = inside(lineChart(rows, { ...lines, interval, references: [{ y: 1.38 }] }));
  expect(encoding.x.title).toBe("step →");
  expect(encoding.y.title).toBe("↑ loss (nats)");
  expect(encoding.x.scale.domain).toEqual([1, 4]);
  expect(encoding.y.scale.domain).toEqual([0.2, 1.4]);
  expect(encoding.x.axis.values).toEqual([1, 4]);
});

test("lineChart tells series apart by dash as well as by colour", () => {
  const rows = [
    { step: 1, loss: 1, method: "CE" },
    { step: 1, loss: 2, method: "DIMP" },
  ];
  const chart = inside(lineChart(rows, { ...lines, series: "method" }));
  const line = chart.layer.find((layer) => layer.mark.type === "line")!;
  const [first, second] = line.encoding.strokeDash.scale.range as number[][];
  expect(first).not.toEqual(second);
  expect(new Set(line.encoding.color.scale.range as string[]).size).toBe(2);
});

test("lineChart with an order of series keeps a method's mark when another method is missing", () => {
  const seriesOrder = ["CE", "IMP", "DIMP"];
  const chart = inside(
    lineChart([{ step: 1, loss: 1, method: "DIMP" }], { ...lines, series: "method", seriesOrder }),
  );
  expect(chart.data.values[0]).toMatchObject({ end: "DIMP", endInk: "#00734f" });
});

test("lineChart of one point has an axis with room on both sides of it", () => {
  expect(inside(lineChart([{ step: 3, loss: 2 }], lines)).encoding.y.scale.domain).toEqual([1.8, 2.2]);
});

test("charts of no rows, of text for numbers and of numbers that are none are refused by name", () => {
  expect(() => lineChart([] as { step: number; loss: number }[], lines)).toThrow(
    new RangeError("lineChart: rows is empty, expected at least one row"),
  );
  expect(() => lineChart([{ step: 1, loss: Number.NaN }], lines)).toThrow(
    new RangeError("lineChart: row 0 loss is NaN, expected a finite number"),
  );
  const rows = [
    { step: 1, loss: 1 },
    { step: 2, loss: "0.5" },
  ];
  expect(() => lineChart(rows, lines)).toThrow(
    new TypeError('lineChart: row 1 loss is "0.5", expected a number'),
  );
  expect(() => lineChart([{ step: 1 } as { step: number; loss: number }], lines)).toThrow(
    new TypeError("lineChart: row 0 loss is undefined, expected a number"),
  );
});

test("a log scale refuses zero", () => {
  expect(() => lineChart([{ step: 0, loss: 1 }], { ...lines, xScale: "log" })).toThrow(
    new RangeError("lineChart: row 0 x is 0, expected a number above 0 on a log scale"),
  );
});

test("an interval that is upside down is refused", () => {
  const rows = [{ method: "CE", mean: 1, low: 2, high: 0 }];
  expect(() =>
    barChart(rows, { label: "method", value: "mean", valueTitle: "accuracy (share)", interval }),
  ).toThrow(new RangeError("barChart: row 0 interval is [2, 0], expected low at most high"));
});

test("more series than there are marks are refused", () => {
  const rows = Array.from({ length: 9 }, (_, index) => ({ step: 1, loss: 1, run: `run ${index}` }));
  expect(() => lineChart(rows, { ...lines, series: "run" })).toThrow(
    new RangeError("lineChart: series has 9 values, expected at most 8"),
  );
});

test("an order of series that lacks a series is refused", () => {
  const rows = [{ step: 1, loss: 1, method: "IMP" }];
  expect(() => lineChart(rows, { ...lines, series: "method", seriesOrder: ["CE", "DIMP"] })).toThrow(
    new RangeError('lineChart: seriesOrder is [CE, DIMP], expected "IMP" among them'),
  );
});

const estimates = { label: "method", value: "mean", valueTitle: "accuracy (share)", interval } as const;
const two = [
  { method: "DIMP", mean: 0.86, low: 0.84, high: 0.89 },
  { method: "CE", mean: 0.78, low: 0.75, high: 0.8 },
];

test("dotIntervalChart keeps the order of its rows, and its axis holds intervals and reference", () => {
  const { encoding } = inside(dotIntervalChart(two, { ...estimates, reference: { value: 0.7 } }));
  expect(encoding.y.scale.domain).toEqual(["DIMP", "CE"]);
  expect(encoding.x.scale.domain).toEqual([0.7, 0.9]);
});

test("barChart begins at zero even where no value is near it", () => {
  expect(inside(barChart(two, estimates)).encoding.x.scale.domain).toEqual([0, 1]);
});

const paired = { label: "pair", difference: "d", differenceTitle: "difference (share)", interval } as const;

test("differenceChart tells apart what excludes the reference and what does not, and writes the numbers", () => {
  const rows = [
    { pair: "a", d: 0.02, low: 0.01, high: 0.03 },
    { pair: "b", d: -0.02, low: -0.03, high: -0.0004 },
    { pair: "c", d: 0.0001, low: -0.01, high: 0 },
  ];
  const { values } = inside(differenceChart(rows, paired)).data;
  expect(values.map((row) => row.verdict)).toEqual(["above", "below", "open"]);
  expect(values.map((row) => row.words)).toEqual([
    "+0.020 [+0.010, +0.030]",
    "−0.020 [−0.030, 0.000]",
    "0.000 [−0.010, 0.000]",
  ]);
});

test("differenceChart measures against another reference than zero", () => {
  const rows = [{ pair: "a", d: 1.2, low: 1.1, high: 1.3 }];
  expect(inside(differenceChart(rows, { ...paired, reference: 1.15 })).data.values[0].verdict).toBe("open");
});

test("differenceChart gives each group a line of its own, and equal names in two groups stay apart", () => {
  const rows = [
    { data: "MRPC", pair: "IMP", d: 0, low: -1, high: 1 },
    { data: "Irony", pair: "IMP", d: 0, low: -1, high: 1 },
    { data: "Irony", pair: "DIMP", d: 0, low: -1, high: 1 },
  ];
  const chart = inside(differenceChart(rows, { ...paired, group: "data" }));
  expect(chart.encoding.y.scale.domain).toEqual(["MRPC", "MRPC\tIMP", "Irony", "Irony\tIMP", "Irony\tDIMP"]);
});

test("histogramChart's shares sum to one in each series, whatever its size", () => {
  const rows = [0, 0.1, 0.1, 0.5, 0.99, 1].map((margin, index) => ({
    margin,
    model: index === 3 ? "one" : "five",
  }));
  const chart = inside(
    histogramChart(rows, { value: "margin", valueTitle: "margin", series: "model", bins: 5 }),
  );
  const sums = new Map<unknown, number>();
  for (const row of chart.data.values)
    sums.set(row.series, (sums.get(row.series) ?? 0) + (row.share as number));
  expect(sums.get("one")).toBeCloseTo(1, 10);
  expect(sums.get("five")).toBeCloseTo(1, 10);
});

test("histogramChart puts a value on an edge into the bin above it, and the last edge into the last bin", () => {
  const rows = [0, 0.2, 0.2, 0.6, 1].map((margin) => ({ margin }));
  const options = { value: "margin", valueTitle: "margin", bins: 5, valueDomain: [0, 1] } as const;
  expect(inside(histogramChart(rows, options)).data.values).toEqual([
    { x: 0, to: 0.2, share: 0.2 },
    { x: 0.2, to: 0.4, share: 0.4 },
    { x: 0.4, to: 0.6, share: 0 },
    { x: 0.6, to: 0.8, share: 0.2 },
    { x: 0.8, to: 1, share: 0.2 },
  ]);
});

test("histogramChart of equal values has one bin", () => {
  const rows = [{ margin: 3 }, { margin: 3 }];
  const { values } = inside(histogramChart(rows, { value: "margin", valueTitle: "margin", bins: 4 })).data;
  expect(values).toEqual([{ x: 3, to: 4, share: 1 }]);
});

test("histogramChart drops no value silently: one outside a given domain is refused", () => {
  const options = { value: "margin", valueTitle: "margin", valueDomain: [0, 1] } as const;
  expect(() => histogramChart([{ margin: 1.5 }], options)).toThrow(
    new RangeError("histogramChart: value is 1.5, expected one within [0, 1]"),
  );
});

test("heatmapChart refuses a second number for one cell", () => {
  const rows = [
    { x: "a", y: "b", n: 1 },
    { x: "a", y: "b", n: 2 },
  ];
  const options = { x: "x", y: "y", value: "n", xTitle: "x", yTitle: "y", valueTitle: "count" } as const;
  expect(() => heatmapChart(rows, options)).toThrow(
    new RangeError('heatmapChart: row 1 is a second one for ["a","b"], expected one'),
  );
});

test("scatterChart carries more fields for pointing at, but no markup of its own", () => {
  const rows = [{ a: 1, b: 2, text: "<script>alert(1)</script>" }];
  const chart = inside(scatterChart(rows, { x: "a", y: "b", xTitle: "a", yTitle: "b", tooltip: ["text"] }));
  expect(chart.data.values[0]).toEqual({ x: 1, y: 2, more0: "<script>alert(1)</script>" });
});

const parts = { label: "method", share: "share", series: "of", shareTitle: "share" } as const;

test("shareChart stacks the parts of each label in the order of the series, whatever the order of the rows", () => {
  const rows = [
    { method: "a", of: "seed", share: 0.3 },
    { method: "b", of: "wording", share: 0.9 },
    { method: "a", of: "wording", share: 0.7 },
    { method: "b", of: "seed", share: 0.1 },
  ];
  const { values } = inside(shareChart(rows, { ...parts, seriesOrder: ["wording", "seed"] })).data;
  const places = values.map(({ label, series, low, x }) => [label, series, low, x]);
  expect(places).toEqual([
    ["a", "wording", 0, 0.7],
    ["a", "seed", 0.7, 1],
    ["b", "wording", 0, 0.9],
    ["b", "seed", 0.9, 1],
  ]);
});

test("shareChart refuses shares that are no whole, a part below 0 and a part twice", () => {
  const row = (of: string, share: number) => ({ method: "a", of, share });
  expect(() => shareChart([row("seed", 0.4)], parts)).toThrow(
    new RangeError("shareChart: shares of a sum to 0.4, expected 1"),
  );
  expect(() => shareChart([row("seed", 1.5), row("rest", -0.5)], parts)).toThrow(
    new RangeError("shareChart: rest of a is -0.5, expected a share from 0"),
  );
  expect(() => shareChart([row("seed", 0.5), row("seed", 0.5)], parts)).toThrow(
    new RangeError("shareChart: a has seed 2 times, expected once"),
  );
});
