import { expect, test } from "vitest";
import { packRows } from "../../src/text/packRows";

test("texts share rows, numbered and with positions from 0, padding after them", () => {
  const rows = packRows([[7, 8, 9], [5], [4, 4, 4, 4], [6]], { length: 5, padId: 0 });
  expect(rows.map(({ ids }) => [...ids])).toEqual([
    [7, 8, 9, 5, 6],
    [4, 4, 4, 4, 0],
  ]);
  expect(rows.map(({ documents }) => [...documents])).toEqual([
    [1, 1, 1, 2, 3],
    [1, 1, 1, 1, 0],
  ]);
  expect([...rows[0].positions]).toEqual([0, 1, 2, 0, 0]);
});

test("every token of texts that fit stands in exactly one row", () => {
  const texts = Array.from({ length: 50 }, (_, i) => new Array<number>(1 + ((i * 7) % 11)).fill(i + 1));
  const rows = packRows(texts, { length: 13, padId: 0, open: 3 });
  const packed = rows.flatMap(({ ids }) => [...ids]).filter((id) => id > 0);
  expect(packed.sort((a, b) => a - b)).toEqual(texts.flat());
});

test("a text longer than a row is cut at its end", () => {
  expect([...packRows([[1, 2, 3]], { length: 2, padId: 0 })[0].ids]).toEqual([1, 2]);
});

test("packRows refuses an empty text and a length of 0", () => {
  expect(() => packRows([[1], []], { length: 4, padId: 0 })).toThrow(
    new RangeError("packRows: text 1 is empty, expected at least one token"),
  );
  expect(() => packRows([[1]], { length: 0, padId: 0 })).toThrow(
    new RangeError("packRows: length is 0, expected a whole number above 0"),
  );
});
