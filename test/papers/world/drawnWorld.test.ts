import { expect, test } from "vitest";
import { bayesAccuracy } from "../../../src/data/world/expectations";
import { realWorld } from "../../../src/data/world/settings";
import { drawnReading, drawnWorld } from "../../../src/papers/world/drawnWorld";
import { readingKnobs } from "../../../src/papers/world/readingKnobs";
import { worldKnobs } from "../../../src/papers/world/worldKnobs";
import { stream } from "../../../src/random/stream";

test("world 0 is the usual one, and so is what is read of it", () => {
  expect(drawnWorld(0).real.knobs).toEqual({ ...realWorld, ...worldKnobs.real });
  expect(drawnReading(0)).toEqual(readingKnobs);
});

test("other worlds differ from it and from one another, by a factor of e^.4 at most before sharing out", () => {
  const knobs = [1, 2, 3].map((number) => drawnWorld(number).real.knobs);
  expect(new Set(knobs.map(({ wordZipf }) => wordZipf)).size).toBe(3);
  for (const { wordZipf, labelNoise, sentenceTypes, sentenceCounts } of knobs) {
    expect(Math.abs(Math.log(wordZipf / realWorld.wordZipf))).toBeLessThanOrEqual(0.4);
    expect(Math.abs(Math.log(labelNoise / realWorld.labelNoise))).toBeLessThanOrEqual(0.4);
    const shares = Object.values(sentenceTypes);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    // Each share may gain a factor of its own and one from the others' sum.
    const { topic } = sentenceTypes;
    expect(Math.abs(Math.log(topic / realWorld.sentenceTypes.topic))).toBeLessThanOrEqual(0.8);
    expect(sentenceCounts).toEqual(worldKnobs.real?.sentenceCounts);
  }
});

test("what is read has its own draw: favourite subtopics stay in order and sum to 1", () => {
  for (const number of [1, 2, 3]) {
    const { texts, methods } = drawnReading(number);
    const prior = [...texts.subtopicPrior!];
    expect(prior).toEqual([...prior].sort((one, other) => other - one));
    expect(prior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    expect(methods).toBe(readingKnobs.methods);
    expect(texts.labelNoise / readingKnobs.texts.labelNoise).not.toBeCloseTo(
      drawnWorld(number).real.knobs.labelNoise / realWorld.labelNoise,
      3,
    );
  }
});

test("a world is the same whenever it is drawn, and its classes can be told apart", () => {
  expect(drawnWorld(2).real.knobs).toEqual(drawnWorld(2).real.knobs);
  for (const number of [1, 2, 3]) {
    const { mean } = bayesAccuracy(drawnWorld(number).real, 400, stream(number, "bayes"));
    expect(mean).toBeGreaterThan(0.8);
    expect(mean).toBeLessThan(0.97);
  }
});
