import { expect, test } from "vitest";
import { blendKnobs } from "../../../src/data/world/blendKnobs";
import { generatedWorld, realWorld } from "../../../src/data/world/settings";
import { createWorld } from "../../../src/data/world/world";
import { stream } from "../../../src/random/stream";

const sizes = { classes: 11, subtopics: 4 };

test("the ends of the way are the two worlds: the same texts from the same stream", () => {
  for (const [share, of] of [
    [0, "real"],
    [1, "generated"],
  ] as const) {
    const world = createWorld();
    const blended = createWorld({ generated: blendKnobs(realWorld, generatedWorld, share, sizes) });
    const texts = world[of].sample(5, stream(3, "ends"));
    expect(blended.generated.sample(5, stream(3, "ends"))).toEqual(texts);
    expect(blended.generated.logProb(texts[0].text, texts[0].label)).toBeCloseTo(
      world[of].logProb(texts[0].text, texts[0].label),
      8,
    );
  }
});

test("half way, knobs are means, also of priors that are left out and of counts that only one world has", () => {
  const knobs = blendKnobs({ ...realWorld, sentenceCounts: { 2: 3, 3: 1 } }, generatedWorld, 0.5, sizes);
  expect(knobs.wordZipf).toBeCloseTo(0.85, 12);
  expect(knobs.subtopicPrior).toEqual([0.375, 0.25, 0.2, 0.175]);
  expect(knobs.sentenceCounts[2]).toBeCloseTo(0.375, 12);
  expect(knobs.sentenceCounts[3]).toBeCloseTo(0.125 + 0.1, 12);
});

test("blendKnobs refuses a share outside of the way", () => {
  expect(() => blendKnobs(realWorld, generatedWorld, 1.5, sizes)).toThrow(
    new RangeError("blendKnobs: share is 1.5, expected a number from 0 to 1"),
  );
});
