import { expect, test } from "vitest";
import { rewardAccuracy, rewardTies } from "../../src/evaluation/rewardAccuracy";

const reference = { chosen: [-10, -20, -30], rejected: [-12, -18, -30] };

test("rewardAccuracy counts pairs whose preferred text gained more, not those where it is likelier", () => {
  // Pair 1 gains 1 against 2, pair 2 loses 1 against 4, pair 3 stays: one of three, though x+ leads in pair 1.
  const policy = { chosen: [-9, -21, -30], rejected: [-10, -22, -30] };
  expect(rewardAccuracy(policy, reference)).toBeCloseTo(1 / 3, 12);
  expect(rewardTies(policy, reference)).toBeCloseTo(1 / 3, 12);
});

test("rewardAccuracy is 0, not one half, for the model itself", () => {
  expect(rewardAccuracy(reference, reference)).toBe(0);
  expect(rewardTies(reference, reference)).toBe(1);
});

test("rewardAccuracy turns round with the pairs where nothing ties", () => {
  const policy = { chosen: [-9, -21, -29], rejected: [-10, -22, -31] };
  const swap = ({ chosen, rejected }: typeof policy) => ({ chosen: rejected, rejected: chosen });
  const forward = rewardAccuracy(policy, reference);
  expect(rewardAccuracy(swap(policy), swap(reference))).toBeCloseTo(1 - forward, 12);
});

test("rewardAccuracy refuses columns of different lengths and no pairs at all", () => {
  expect(() => rewardAccuracy({ chosen: [1], rejected: [1] }, reference)).toThrow(
    "rewardAccuracy: columns have 1, 1, 3, 3 pairs, expected as many each, above 0",
  );
  const none = { chosen: [], rejected: [] };
  expect(() => rewardAccuracy(none, none)).toThrow(
    "rewardAccuracy: columns have 0, 0, 0, 0 pairs, expected as many each, above 0",
  );
});
