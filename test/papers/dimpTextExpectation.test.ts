import { expect, test } from "vitest";
import { createWorld } from "../../src/data/world/world";
import { classedTexts, expectationOver } from "../../src/papers/dimp/textExpectation";
import { stream } from "../../src/random/stream";

const drawn = (changes: Parameters<typeof createWorld>[0], of: "real" | "generated", count = 44) => {
  const world = createWorld(changes);
  return classedTexts(world.grammar, world[of], count, stream(3, "texts"));
};

test("mean and error by hand: .6 of 3 and .4 of 9, and √(.6² · 2 / 2) where one class scatters", () => {
  const shares = { writtenFrom: [0, 0, 1, 1], shares: [0.3, 0.3, 0.2, 0.2] };
  const { mean, error } = expectationOver(shares, [2, 4, 9, 9]);
  expect(mean).toBeCloseTo(5.4, 12);
  expect(error).toBeCloseTo(0.6, 12);
});

test("a class of one text has no error that could be told, and is refused", () => {
  expect(() => expectationOver({ writtenFrom: [0, 0, 1], shares: [0.4, 0.4, 0.2] }, [1, 2, 3])).toThrow(
    new RangeError("expectationOver: class 1 has 1 text, expected at least 2"),
  );
});

test("labels and classes do not change which texts are drawn, only their shares; habits of writing do", () => {
  const prior = [0.5, ...new Array<number>(10).fill(0.05)];
  const plain = drawn({}, "generated");
  const skewed = drawn({ generated: { labelNoise: 0.4, classPrior: prior } }, "generated");
  expect(skewed.texts).toEqual(plain.texts);
  expect(skewed.shares).not.toEqual(plain.shares);
  expect(drawn({ generated: { wordZipf: 0.2 } }, "generated").texts).not.toEqual(plain.texts);
});

test("the shares sum to 1, and a class's are its prior where no label is wrong", () => {
  const prior = [0.5, ...new Array<number>(10).fill(0.05)];
  const { writtenFrom, shares } = drawn({ generated: { labelNoise: 0, classPrior: prior } }, "generated");
  const of = (from: number) => shares.filter((_, i) => writtenFrom[i] === from).reduce((a, b) => a + b);
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  expect(of(0)).toBeCloseTo(0.5, 12);
  expect(of(7)).toBeCloseTo(0.05, 12);
});

test("the expectation is that of plain draws: how often a text's sixth label is likeliest", () => {
  const world = createWorld();
  const texts = classedTexts(world.grammar, world.generated, 1100, stream(4, "by class"));
  const value = (text: string) => world.generated.posterior(text)[5];
  const { mean, error } = expectationOver(texts, texts.texts.map(value));
  const plain = world.generated.sample(1100, stream(4, "plain")).map(({ text }) => value(text));
  const plainMean = plain.reduce((a, b) => a + b) / plain.length;
  // Both are near 1/11, which is known: the mean of a posterior is the prior.
  expect(Math.abs(mean - 1 / 11)).toBeLessThan(4 * error);
  expect(Math.abs(mean - plainMean)).toBeLessThan(0.03);
  expect(error).toBeLessThan(0.01);
});
