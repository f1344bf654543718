import { expect, test } from "vitest";
import { bayesAccuracy, conditionalDivergence } from "../../../src/data/world/expectations";
import { rejectedShare } from "../../../src/data/world/sentences";
import { createWorld } from "../../../src/data/world/world";
import { worldDataset } from "../../../src/data/world/worldDataset";
import { stream } from "../../../src/random/stream";

const sizes = { train: 30, largeTrain: 90, validation: 20, test: 40, synthetic: 60 };
const dataset = worldDataset({ sizes, seed: 1 });

test("worldDataset has the sizes that were asked for", () => {
  const { train, largeTrain, validation, test, synthetic, labels } = dataset;
  const lengths = [train, largeTrain, validation, test, synthetic.synthetic, labels].map(
    (part) => part.length,
  );
  expect(lengths).toEqual([30, 90, 20, 40, 60, 11]);
});

test("the large real set begins with the small one, and no split repeats another", () => {
  const { train, largeTrain, validation, test, synthetic } = dataset;
  expect(largeTrain.slice(0, 30)).toEqual(train);
  const texts = [...largeTrain, ...validation, ...test, ...synthetic.synthetic].map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
});

test("a change of one size leaves the other splits as they are", () => {
  const other = worldDataset({
    sizes: { ...sizes, train: 10, largeTrain: undefined, synthetic: 5 },
    seed: 1,
  });
  expect(other.test).toEqual(dataset.test);
  expect(other.largeTrain).toEqual(dataset.train.slice(0, 10));
  expect(other.synthetic.synthetic).toEqual(dataset.synthetic.synthetic.slice(0, 5));
});

test("the same seed gives the same data, and another seed other data", () => {
  expect(worldDataset({ sizes, seed: 1 }).test).toEqual(dataset.test);
  expect(worldDataset({ sizes, seed: 2 }).test).not.toEqual(dataset.test);
});

test("knobs reach the world they are meant for", () => {
  const changed = worldDataset({ sizes, seed: 1, knobs: { generated: { labelNoise: 0 } } });
  expect(changed.test).toEqual(dataset.test);
  expect(changed.synthetic.synthetic.every(({ label, trueLabel }) => label === trueLabel)).toBe(true);
  expect(dataset.synthetic.synthetic.every(({ label, trueLabel }) => label === trueLabel)).toBe(false);
});

test("worldDataset names a size that cannot be", () => {
  expect(() => worldDataset({ sizes: { ...sizes, test: 1.5 }, seed: 1 })).toThrow(
    new RangeError("worldDataset: size of test is 1.5, expected a whole number from 0"),
  );
  expect(() => worldDataset({ sizes: { ...sizes, largeTrain: 20 }, seed: 1 })).toThrow(
    new RangeError("worldDataset: size of largeTrain is 20, expected at least 30 like train"),
  );
});

const world = createWorld();

test("the Bayes accuracy of the real world is about .95, and label noise lowers that of the generated one", () => {
  const real = bayesAccuracy(world.real, 1500, stream(1, "real"));
  expect(Math.abs(real.mean - 0.955)).toBeLessThan(0.015);
  const generated = bayesAccuracy(world.generated, 1500, stream(1, "generated"));
  expect(generated.mean).toBeLessThan(0.8);
});

test("the generated world differs from the real one in its labels, given the text", () => {
  const { mean, standardError } = conditionalDivergence(
    world.generated,
    world.real,
    500,
    stream(2, "differs"),
  );
  expect(mean - 4 * standardError).toBeGreaterThan(0.1);
});

test("sampled abstracts are of the grammar, in sentences with a capital at the start and a full stop at the end", () => {
  for (const of of [world.real, world.generated]) {
    for (const { text } of of.sample(1000, stream(3, "reading"))) {
      expect(rejectedShare(world.grammar, text)).toBe(0);
      const sentences = text.split(/(?<=\.) /);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      expect(sentences.length).toBeLessThanOrEqual(5);
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][\p{L}\d;, -]+\.$/u);
      expect(text).not.toMatch(/\ba [aeiou]|\ban [^aeiou]|\b(\w+) \1\b|\{|\}/i);
    }
  }
});
