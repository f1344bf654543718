import { expect, test } from "vitest";
import { stratifiedSubsample, subsample } from "../../src/data/subsample";
import { stream } from "../../src/random/stream";

const examples = Array.from({ length: 100 }, (_, i) => ({
  text: `text ${i}`,
  label: i < 70 ? "many" : i < 97 ? "some" : "few",
}));
const labelCounts = (sample: readonly { label: string }[]) => {
  return ["many", "some", "few"].map((name) => sample.filter(({ label }) => label === name).length);
};

test("subsample draws different examples, and a smaller draw begins a larger one", () => {
  const twenty = subsample(examples, 20, stream(1, "subsample"));
  expect(new Set(twenty).size).toBe(20);
  expect(subsample(examples, 100, stream(1, "subsample")).slice(0, 20)).toEqual(twenty);
  expect(subsample(examples, 20, stream(2, "subsample"))).not.toEqual(twenty);
});

test("stratifiedSubsample keeps the shares of the labels, by largest remainders", () => {
  // Of 10: 7.0, 2.7 and 0.3; of 35: 24.5, 9.45 and 1.05.
  expect(labelCounts(stratifiedSubsample(examples, 10, stream(1, "s")))).toEqual([7, 3, 0]);
  expect(labelCounts(stratifiedSubsample(examples, 35, stream(1, "s")))).toEqual([25, 9, 1]);
  expect(labelCounts(stratifiedSubsample(examples, 100, stream(1, "s")))).toEqual([70, 27, 3]);
});

test("stratifiedSubsample draws different examples in an order that mixes the labels, by its stream", () => {
  const sample = stratifiedSubsample(examples, 60, stream(1, "mix"));
  expect(new Set(sample).size).toBe(60);
  expect(sample.slice(0, 20).some(({ label }) => label !== "many")).toBe(true);
  expect(stratifiedSubsample(examples, 60, stream(1, "mix"))).toEqual(sample);
  expect(stratifiedSubsample(examples, 60, stream(2, "mix"))).not.toEqual(sample);
});

test("every example is about equally likely to be drawn", () => {
  const draws = new Map<string, number>();
  for (let seed = 0; seed < 400; seed++) {
    for (const { text } of stratifiedSubsample(examples, 50, stream(seed, "fair"))) {
      draws.set(text, (draws.get(text) ?? 0) + 1);
    }
  }
  // 400 draws with a chance near one half: a standard deviation of 10.
  for (const { text } of examples.slice(0, 97))
    expect(Math.abs((draws.get(text) ?? 0) - 200)).toBeLessThan(45);
});

test("no examples can be drawn from none, and no more than there are", () => {
  expect(stratifiedSubsample([], 0, stream(1, "none"))).toEqual([]);
  expect(() => subsample(examples, 101, stream(1, "many"))).toThrow(
    new RangeError("subsample: count is 101, expected a whole number from 0 to 100"),
  );
  expect(() => stratifiedSubsample(examples, -1, stream(1, "few"))).toThrow(
    new RangeError("stratifiedSubsample: count is -1, expected a whole number from 0 to 100"),
  );
});
