import { expect, test } from "vitest";
import { spread, withEndLabels } from "../../src/charts/endLabels";

test("spread leaves heights alone that are apart", () => {
  expect(spread([10, 50, 30], 14, -100)).toEqual([10, 50, 30]);
});

test("spread moves two equal heights apart by one line, half each", () => {
  expect(spread([20, 20], 14, -100)).toEqual([13, 27]);
});

test("spread keeps the order and moves a crowd as little as squares allow", () => {
  // By hand: 0, 2 and 40, then 40 is free; 0 and 2 have mean 1, hence 1 - 7 and 1 + 7.
  expect(spread([40, 2, 0], 14, -100)).toEqual([40, 8, -6]);
  // A chain: 0, 10, 20 become 10 - 14, 10, 10 + 14.
  expect(spread([20, 0, 10], 14, -100)).toEqual([24, -4, 10]);
});

test("spread lifts heights to the floor, and those above them as far as needed", () => {
  expect(spread([1, -3, 12, 60], 14, 4)).toEqual([18, 4, 32, 60]);
});

test("withEndLabels names each line once, at its last x, in each panel", () => {
  const rows = [
    { x: 2, y: 1, series: "CE", panel: "a" },
    { x: 1, y: 0, series: "CE", panel: "a" },
    { x: 1, y: 0.5, series: "CE", panel: "b" },
  ];
  const labelled = withEndLabels(rows, ["CE"], { height: 100, yDomain: [0, 1], log: false });
  expect(labelled.map((row) => row.end)).toEqual(["CE", undefined, "CE"]);
  expect(labelled[2].endY).toBe(0.5);
});

test("withEndLabels spreads names in pixels, also on a log scale", () => {
  const rows = ["CE", "IMP"].map((series) => ({ x: 1, y: 10, series }));
  const labelled = withEndLabels(rows, ["CE", "IMP"], { height: 280, yDomain: [1, 100], log: true });
  // 280 pixels are two decades: half a line of 14 is a twentieth of a decade.
  expect(labelled.map((row) => row.endY)).toEqual([8.91251, 11.2202]);
});
