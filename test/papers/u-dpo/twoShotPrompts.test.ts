import { expect, test } from "vitest";
import { twoShotPrompts } from "../../../src/papers/u-dpo/twoShotPrompts";
import { stream } from "../../../src/random/stream";

const examples = [
  ...Array.from({ length: 12 }, (_, i) => ({ text: `a${i}`, label: "a" })),
  { text: "b0", label: "b" },
  { text: "b1", label: "b" },
  { text: "b1", label: "b" },
  { text: "c0", label: "c" },
];

test("demonstrations are two different texts of the label, the same for the same seed only", () => {
  const draw = (seed: number) => twoShotPrompts(examples, ["a", "b"], stream(seed, "demonstrations"));
  const [first, second] = draw(1);
  expect(first.demonstrations.every((text) => text.startsWith("a"))).toBe(true);
  expect(new Set(first.demonstrations).size).toBe(2);
  expect([...second.demonstrations].sort()).toEqual(["b0", "b1"]);
  expect(draw(1)).toEqual(draw(1));
  const others = [2, 3, 4, 5].map((seed) => draw(seed)[0].demonstrations);
  expect(others.some((texts) => texts.join() !== first.demonstrations.join())).toBe(true);
});

test("the demonstrations of a label do not depend on which other labels there are", () => {
  const random = stream(3, "demonstrations");
  const [alone] = twoShotPrompts(examples, ["a"], random);
  expect(twoShotPrompts(examples, ["b", "a"], random)[1]).toEqual(alone);
});

test("twoShotPrompts refuses a label with one text only, however often it occurs", () => {
  expect(() => twoShotPrompts(examples, ["c"], stream(1, "x"))).toThrow(
    new RangeError("twoShotPrompts: c has 1 different texts, expected at least 2"),
  );
});
