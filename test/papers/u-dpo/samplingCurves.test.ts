import { expect, test } from "vitest";
import { worldGenerationSettings } from "../../../src/papers/u-dpo/generationSettings";
import { samplingName } from "../../../src/papers/u-dpo/sampling";
import { samplingCurves } from "../../../src/papers/u-dpo/samplingCurves";

const sweep = [
  { temperature: 0.5, topP: 1 },
  { temperature: 1, topP: 0.9 },
];

function row(method: string, metric: string, mean: number) {
  return {
    data: "world",
    source: "two-shot",
    method,
    metric,
    mean,
    low: mean - 1,
    high: mean + 1,
    best: 9,
    n: 4,
  };
}

test("samplingCurves gives each row its numbers, metric by metric under the chart's names", () => {
  const rows = [
    row("temperature 1, top-p 0.9", "fidelity", 2),
    row("temperature 0.5, top-p 1", "fidelity", 3),
    row("temperature 1, top-p 0.9", "tokens", 4),
    row("temperature 1, top-p 0.9", "seconds", 5),
  ];
  const common = { source: "two-shot" };
  expect(samplingCurves(rows, sweep, { tokens: "length", fidelity: "fidelity" })).toEqual([
    { ...common, temperature: 1, topP: 0.9, metric: "length", mean: 4, low: 3, high: 5 },
    { ...common, temperature: 1, topP: 0.9, metric: "fidelity", mean: 2, low: 1, high: 3 },
    { ...common, temperature: 0.5, topP: 1, metric: "fidelity", mean: 3, low: 2, high: 4 },
  ]);
});

test("samplingCurves refuses a method that is not of the sweep", () => {
  expect(() => samplingCurves([row("greedy", "fidelity", 1)], sweep, { fidelity: "f" })).toThrow(
    new RangeError("samplingCurves: method is greedy, expected a setting of the sweep"),
  );
});

test("every setting of the world's sweep has a name of its own", () => {
  const names = worldGenerationSettings.sweep.map(samplingName);
  expect(new Set(names).size).toBe(names.length);
});
