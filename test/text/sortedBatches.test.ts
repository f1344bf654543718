import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { bucketLength } from "../../src/text/padding";
import { longestFirstBatches, type RowBatch, sortedBatches } from "../../src/text/sortedBatches";

/** 23 rows of 1 to 60 tokens: no multiple of the batch size, no two neighbours alike. */
const encodings = Array.from({ length: 23 }, (_, row) => {
  const length = 1 + ((row * 17) % 60);
  return { ids: new Array<number>(length).fill(7), typeIds: new Array<number>(length).fill(0) };
});
const random = (seed = 1) => stream(seed, "batches");
const realRows = ({ rows, weights }: RowBatch) => rows.filter((_, at) => weights[at] === 1);

test("sortedBatches has every row exactly once with weight 1", () => {
  const rows = sortedBatches(encodings, 4, random()).flatMap(realRows);
  expect(rows.sort((a, b) => a - b)).toEqual(encodings.map((_, row) => row));
});

test("sortedBatches fills one batch up with rows of weight 0, so that all have the same size", () => {
  const batches = sortedBatches(encodings, 4, random());
  expect(batches.map(({ rows, weights }) => [rows.length, weights.length])).toEqual(
    new Array(6).fill([4, 4]),
  );
  expect(batches.map((batch) => realRows(batch).length).sort()).toEqual([3, 4, 4, 4, 4, 4]);
});

test("sortedBatches gives no batch more than its longest row's bucket", () => {
  for (const batch of sortedBatches(encodings, 4, random())) {
    const longest = Math.max(...batch.rows.map((row) => encodings[row].ids.length));
    expect(batch.length).toBe(bucketLength(longest));
  }
});

test("sortedBatches pads far less than batches drawn by chance", () => {
  const places = (batches: RowBatch[]) =>
    batches.reduce((sum, { rows, length }) => sum + rows.length * length, 0);
  const order = random().shuffle(encodings.map((_, row) => row));
  const byChance = Array.from({ length: 6 }, (_, batch) => {
    const rows = order.slice(batch * 4, batch * 4 + 4);
    return {
      rows,
      weights: [],
      length: bucketLength(Math.max(...rows.map((row) => encodings[row].ids.length))),
    };
  });
  expect(places(sortedBatches(encodings, 4, random()))).toBeLessThan(0.85 * places(byChance));
});

test("sortedBatches repeats itself for a seed and differs for another", () => {
  const first = sortedBatches(encodings, 4, random());
  expect(sortedBatches(encodings, 4, random())).toEqual(first);
  expect(sortedBatches(encodings, 4, random(2))).not.toEqual(first);
});

test("sortedBatches favours no length with the incomplete batch", () => {
  const chance = random();
  const lengths = Array.from({ length: 60 }, () => {
    const batches = sortedBatches(encodings, 4, chance);
    return batches.find(({ weights }) => weights.includes(0))!.length;
  });
  expect(new Set(lengths).size).toBeGreaterThan(3);
});

test("sortedBatches makes one batch of few rows, and none of no rows", () => {
  expect(sortedBatches(encodings.slice(0, 1), 3, random())).toEqual([
    { rows: [0, 0, 0], weights: [1, 0, 0], length: 8 },
  ]);
  expect(sortedBatches([], 3, random())).toEqual([]);
});

test("longestFirstBatches has every row once, in falling length", () => {
  const rows = longestFirstBatches(encodings, 4).flatMap(realRows);
  expect(rows.map((row) => encodings[row].ids.length)).toEqual(
    encodings.map(({ ids }) => ids.length).sort((a, b) => b - a),
  );
  expect(new Set(rows).size).toBe(23);
});

test("both refuse a batch size that is no whole number above 0, and a row that is too long", () => {
  expect(() => sortedBatches(encodings, 0, random())).toThrow(
    new RangeError("sortedBatches: batchSize is 0, expected a whole number above 0"),
  );
  expect(() => longestFirstBatches(encodings, 2.5)).toThrow(
    new RangeError("longestFirstBatches: batchSize is 2.5, expected a whole number above 0"),
  );
  expect(() => longestFirstBatches(encodings, 4, 40)).toThrow("expected a whole number from 1 to 40");
});
