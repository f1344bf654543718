import { expect, test } from "vitest";
import { createWorld } from "../../src/data/world/world";
import { worldDataset } from "../../src/data/world/worldDataset";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { type TableSettings, worldSettings } from "../../src/papers/dimp/settings";
import { textWeights } from "../../src/papers/dimp/textWeights";
import { worldKnobs } from "../../src/papers/world/worldKnobs";

const schedule = { epochs: 2, batchSize: 8, learningRate: 1e-2 };
const tiny: TableSettings = {
  ...worldSettings,
  rows: { smallReal: 16, synthetic: 40, largeReal: 8, test: 4 },
  schedule,
  smallSchedule: schedule,
};

test("textWeights sets the checkers' ratio beside the true one of the same text", async () => {
  const weights = await textWeights({ seed: 3, settings: tiny });
  expect(weights).toHaveLength(40);
  const { real, generated } = createWorld(worldKnobs);
  const sizes = { train: 24, validation: 0, test: 4, synthetic: 40 };
  const texts = worldDataset({ sizes, knobs: worldKnobs, seed: 3 }).synthetic.synthetic;
  for (const [i, { quality, diversity, estimated, exact, label }] of weights.entries()) {
    const of = texts[i].label;
    const at = real.labels.indexOf(of);
    expect(exact).toBeCloseTo(real.posterior(texts[i].text)[at] / generated.posterior(texts[i].text)[at], 6);
    expect(estimated).toBeCloseTo(quality / diversity, 6);
    expect(label).toBe(of === texts[i].trueLabel ? "right" : "wrong");
  }
  expect(new Set(weights.map(({ label }) => label))).toEqual(new Set(["right", "wrong"]));
});

test("textWeights gives the same weights for the same seed, others for another, and leaves no tensor", async () => {
  const first = await textWeights({ seed: 3, settings: tiny });
  let again: unknown;
  expect(
    await tensorsLeft(async () => {
      again = await textWeights({ seed: 3, settings: tiny });
    }),
  ).toBe(0);
  expect(again).toEqual(first);
  expect(await textWeights({ seed: 4, settings: tiny })).not.toEqual(first);
});
