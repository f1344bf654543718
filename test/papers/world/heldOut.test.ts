import { expect, test } from "vitest";
import { compare } from "../../../src/papers/world/heldOut";

test("nats a token are ratios of sums, whatever the lengths of the pages", () => {
  // By hand: 30 tokens; 60 nats of the model, 45 of the world.
  const { model, world, excess } = compare([20, 40], [15, 30], [10, 20]);
  expect([model, world, excess]).toEqual([2, 1.5, 0.5]);
});

test("the error is 0 where every token costs the same excess, and grows where pages differ", () => {
  expect(compare([20, 40], [15, 30], [10, 20]).excessError).toBeCloseTo(0, 12);
  // By hand: excess 1/2; residuals 5 and -5; sqrt(50 * 2 / 1) / 20.
  expect(compare([20, 10], [10, 10], [10, 10]).excessError).toBeCloseTo(0.5, 12);
});
