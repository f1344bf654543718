import { expect, test } from "vitest";
import { rocArea } from "../../src/evaluation/rocArea";
import { stream } from "../../src/random/stream";

test("the area is 1 where all wanted ones are on top, 0 where they are below, and counts ties as half", () => {
  expect(rocArea([3, 1, 2], [true, false, false])).toBe(1);
  expect(rocArea([1, 3, 2], [true, false, false])).toBe(0);
  expect(rocArea([1, 1, 1, 1], [true, false, false, false])).toBe(0.5);
  expect(rocArea([2, 2, 1], [true, false, false])).toBe(0.75);
});

test("the area is the share of pairs that are in order, counted one by one", () => {
  const random = stream(5, "pairs");
  const scores = Array.from({ length: 41 }, () => random.integer(10));
  const wanted = scores.map((_, i) => i % 7 === 0);
  let inOrder = 0;
  let pairs = 0;
  for (const [i, a] of scores.entries()) {
    for (const [j, b] of scores.entries()) {
      if (!wanted[i] || wanted[j]) continue;
      pairs++;
      inOrder += a > b ? 1 : a === b ? 0.5 : 0;
    }
  }
  expect(rocArea(scores, wanted)).toBeCloseTo(inOrder / pairs, 12);
});

test("rocArea refuses one kind alone, lists of different lengths and scores that are no numbers", () => {
  expect(() => rocArea([1, 2], [true, true])).toThrow(
    new RangeError("rocArea: 2 of 2 are wanted, expected both kinds"),
  );
  expect(() => rocArea([1, 2], [true])).toThrow(
    new RangeError("rocArea: scores has 2 values, expected 1 like wanted"),
  );
  expect(() => rocArea([1, Number.NaN], [true, false])).toThrow(
    new RangeError("rocArea: score 1 is NaN, expected a finite number"),
  );
});
