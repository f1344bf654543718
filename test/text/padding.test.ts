import { expect, test } from "vitest";
import { bucketLength, padBatch } from "../../src/text/padding";

test("bucketLength rounds up to multiples of 8 to 32, of 16 to 64, of 32 beyond", () => {
  const lengths = [1, 8, 9, 31, 32, 33, 48, 49, 64, 65, 97, 500];
  expect(lengths.map((length) => bucketLength(length))).toEqual([
    8, 8, 16, 32, 32, 48, 48, 64, 64, 96, 128, 512,
  ]);
});

test("bucketLength is never shorter than the length and has 20 values up to 512", () => {
  const lengths = Array.from({ length: 512 }, (_, i) => i + 1);
  expect(lengths.filter((length) => bucketLength(length) < length)).toEqual([]);
  expect(new Set(lengths.map((length) => bucketLength(length))).size).toBe(20);
});

test("bucketLength stops at what the model can take", () => {
  expect(bucketLength(37, 40)).toBe(40);
  expect(() => bucketLength(41, 40)).toThrow(
    new RangeError("bucketLength: length is 41, expected a whole number from 1 to 40"),
  );
});

test("padBatch fills ragged rows up at their end", () => {
  const rows = [
    { ids: [5, 6, 7], typeIds: [0, 0, 1] },
    { ids: [8], typeIds: [0] },
  ];
  expect(padBatch(rows, 4, 9)).toEqual({
    rows: 2,
    length: 4,
    ids: Int32Array.of(5, 6, 7, 9, 8, 9, 9, 9),
    mask: Float32Array.of(1, 1, 1, 0, 1, 0, 0, 0),
    typeIds: Int32Array.of(0, 0, 1, 0, 0, 0, 0, 0),
  });
});

test("padBatch refuses a row that is too long, and no rows", () => {
  const rows = [
    { ids: [1], typeIds: [0] },
    { ids: [1, 2, 3], typeIds: [0, 0, 0] },
  ];
  expect(() => padBatch(rows, 2)).toThrow(new RangeError("padBatch: row 1 has 3 tokens, expected at most 2"));
  expect(() => padBatch([], 2)).toThrow(
    new RangeError("padBatch: encodings is empty, expected at least one row"),
  );
});
