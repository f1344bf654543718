import { expect, test } from "vitest";
import { klToReference } from "../../src/evaluation/klToReference";
import { stream } from "../../src/random/stream";

test("klToReference by hand: gains of 0 and 2 nats are 1 nat on average, give or take 1", () => {
  expect(klToReference([-3, -4], [-3, -6])).toEqual({ nats: 1, standardError: 1 });
});

test("klToReference of a model and itself is 0 without error", () => {
  expect(klToReference([-3, -4, -9], [-3, -4, -9])).toEqual({ nats: 0, standardError: 0 });
});

test("klToReference comes to the divergence of two coins within three standard errors", () => {
  const [policy, reference] = [
    [0.8, 0.2],
    [0.3, 0.7],
  ];
  const exact = 0.8 * Math.log(0.8 / 0.3) + 0.2 * Math.log(0.2 / 0.7);
  const random = stream(5, "coins");
  const sides = Array.from({ length: 4000 }, () => random.categorical(policy));
  const estimate = klToReference(
    sides.map((side) => Math.log(policy[side])),
    sides.map((side) => Math.log(reference[side])),
  );
  expect(Math.abs(estimate.nats - exact)).toBeLessThan(3 * estimate.standardError);
  expect(estimate.standardError).toBeLessThan(0.02);
});

test("klToReference names the list of another length", () => {
  expect(() => klToReference([-1, -2], [-1])).toThrow(
    new RangeError("klToReference: reference has 1 values, expected 2 like policy"),
  );
});
