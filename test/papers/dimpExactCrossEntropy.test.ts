import { expect, test } from "vitest";
import { createWorld } from "../../src/data/world/world";
import {
  expectedSurprises,
  fallingPower,
  rmsDeviation,
  surprises,
} from "../../src/papers/dimp/exactCrossEntropy";
import { stream } from "../../src/random/stream";

test("surprises are minus the log of the posterior of each text's own label", () => {
  const { real, generated } = createWorld();
  const texts = generated.sample(5, stream(1, "surprises"));
  for (const [i, surprise] of surprises(real, texts).entries()) {
    const posterior = real.posterior(texts[i].text)[real.labels.indexOf(texts[i].label)];
    expect(surprise).toBeCloseTo(-Math.log(posterior), 8);
  }
});

test("expectedSurprises sums over the labels: of P by P, the entropy of P(y | x); of P by Q, more", () => {
  const { real, generated } = createWorld();
  const texts = real.sample(5, stream(2, "expected")).map(({ text }) => text);
  const own = expectedSurprises(real, real, texts);
  const other = expectedSurprises(real, generated, texts);
  for (const [i, text] of texts.entries()) {
    const entropy = real.posterior(text).reduce((sum, p) => sum - p * Math.log(p), 0);
    expect(own[i]).toBeCloseTo(entropy, 8);
    expect(other[i]).toBeGreaterThan(entropy);
  }
});

test("rmsDeviation is over disjoint sets, and what fills no set is left out", () => {
  expect(rmsDeviation([0, 2], 1, 1)).toBe(1);
  expect(rmsDeviation([0, 2], 2, 1)).toBe(0);
  // Sets [1, 3] and [5, 7] have means 2 and 6; the 100 is left out. From 0: √((4 + 36) / 2).
  expect(rmsDeviation([1, 3, 5, 7, 100], 2, 0)).toBeCloseTo(Math.sqrt(20), 12);
});

test("fallingPower finds the power in a power law", () => {
  expect(
    fallingPower(
      [4, 9, 100],
      [4, 9, 100].map((n) => 3 / Math.sqrt(n)),
    ),
  ).toBeCloseTo(-0.5, 12);
  expect(fallingPower([2, 8], [1, 1])).toBeCloseTo(0, 12);
});

test("rmsDeviation and fallingPower refuse what they cannot compute", () => {
  expect(() => rmsDeviation([1, 2], 3, 0)).toThrow(
    new RangeError("rmsDeviation: size is 3, expected a whole number from 1 to 2 like the values"),
  );
  expect(() => fallingPower([4, 4], [1, 2])).toThrow(
    new RangeError("fallingPower: sizes are 4, 4, expected 2 different ones, each with a deviation"),
  );
  expect(() => fallingPower([4, 8], [1, 0])).toThrow(
    new RangeError("fallingPower: number is 0, expected a finite one above 0"),
  );
});
