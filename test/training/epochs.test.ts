import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { epochs } from "../../src/training/epochs";

/** Nineteen rows of 3 to 21 tokens: no multiple of the batch. */
const encodings = Array.from({ length: 19 }, (_, i) => ({
  ids: new Array(3 + i).fill(5),
  typeIds: new Array(3 + i).fill(0),
}));
const order = (seed = 1) => epochs(encodings, 4, stream(seed, "order"));
const rowsOf = (of: ReturnType<typeof epochs>, from: number) =>
  Array.from({ length: of.stepsPerEpoch }, (_, i) => of.rowsAt(from + i)).flatMap(({ rows, weights }) =>
    rows.filter((_, at) => weights[at] > 0),
  );

test("an epoch has every row once, in as many steps as batches are needed", () => {
  const of = order();
  expect(of.stepsPerEpoch).toBe(5);
  for (const epoch of [0, 1, 2]) {
    expect(rowsOf(of, 5 * epoch).sort((a, b) => a - b)).toEqual(encodings.map((_, i) => i));
  }
});

test("the order differs from epoch to epoch and from stream to stream", () => {
  const of = order();
  expect(rowsOf(of, 0)).not.toEqual(rowsOf(of, 5));
  expect(rowsOf(of, 0)).not.toEqual(rowsOf(order(2), 0));
});

test("a step's rows follow from its number, whatever was asked before", () => {
  const forwards = order();
  const all = Array.from({ length: 15 }, (_, step) => forwards.rowsAt(step));
  const anywhere = order();
  for (const step of [14, 3, 7, 0, 12]) expect(anywhere.rowsAt(step)).toEqual(all[step]);
});

test("no text is refused", () => {
  expect(() => epochs([], 4, stream(1, "order"))).toThrow(
    new RangeError("epochs: encodings is empty, expected at least one row"),
  );
});
