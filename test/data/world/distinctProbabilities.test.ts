import { expect, test } from "vitest";
import { distinctProbabilities } from "../../../src/data/world/distinctProbabilities";

test("two draws of a fair coin differ half of the time, and three never", () => {
  expect(distinctProbabilities([0.5, 0.5], 3)).toEqual([1, 1, 0.5, 0]);
});

test("distinctProbabilities of lopsided draws equals the sum over all different tuples", () => {
  const p = [0.6, 0.25, 0.1, 0.05];
  let three = 0;
  for (const i of p.keys()) {
    for (const j of p.keys()) {
      for (const k of p.keys()) if (i !== j && j !== k && i !== k) three += p[i] * p[j] * p[k];
    }
  }
  expect(distinctProbabilities(p, 3)[3]).toBeCloseTo(three, 14);
});
