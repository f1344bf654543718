import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { twoWayVariance } from "../../src/statistics/twoWayVariance";

test("rows alone, columns alone", () => {
  expect(
    twoWayVariance([
      [0, 0],
      [1, 1],
    ]),
  ).toEqual({ rows: 1, columns: 0, rest: 0 });
  expect(
    twoWayVariance([
      [0, 3, 5],
      [0, 3, 5],
    ]),
  ).toEqual({ rows: 0, columns: 1, rest: 0 });
});

test("by hand: a table of two by two whose corners cross is all rest", () => {
  expect(
    twoWayVariance([
      [0, 1],
      [1, 0],
    ]),
  ).toEqual({ rows: 0, columns: 0, rest: 1 });
});

test("a large random table gives back the variances it was made with", () => {
  const random = stream(1, "two-way");
  const columns = Array.from({ length: 400 }, () => random.normal() * 2);
  const table = Array.from({ length: 300 }, () => {
    const row = random.normal();
    return columns.map((column) => row + column + random.normal() * 0.5);
  });
  const { rows, columns: ofColumns, rest } = twoWayVariance(table);
  expect(rows).toBeCloseTo(1 / 5.25, 1);
  expect(ofColumns).toBeCloseTo(4 / 5.25, 1);
  expect(rest).toBeCloseTo(0.25 / 5.25, 2);
  expect(rows + ofColumns + rest).toBeCloseTo(1, 12);
});

test("what has no spread, and what is no table, is refused", () => {
  expect(() =>
    twoWayVariance([
      [2, 2],
      [2, 2],
    ]),
  ).toThrow("twoWayVariance: all numbers are 2, expected different ones");
  expect(() => twoWayVariance([[1, 2], [1]])).toThrow(
    "twoWayVariance: rows have 2, 1 numbers, expected two rows or more of as many, at least 2",
  );
});
