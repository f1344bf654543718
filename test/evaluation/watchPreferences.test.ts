import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree } from "../../src/engine/tensorTree";
import { watchPreferences } from "../../src/evaluation/watchPreferences";
import { dpoLoss } from "../../src/losses/dpoLoss";
import type { Decoder } from "../../src/models/decoder";
import { initAdapter } from "../../src/models/initAdapter";
import { loadDecoder } from "../../src/models/loadDecoder";
import { adapterPolicy, wholePolicy } from "../../src/models/policy";
import { stream } from "../../src/random/stream";
import { keepLast, keepWithin, stopOutside } from "../../src/training/keep";
import type { TunedPair } from "../../src/training/pairBatch";
import { referencePairs, scorePairs } from "../../src/training/scorePairs";
import { type PairLoss, tunePreferences } from "../../src/training/tunePreferences";

const dpo: PairLoss = ({ policy, reference }) => dpoLoss(policy, reference, 0.5);

let decoder: Decoder;
let pairs: TunedPair[];

beforeAll(async () => {
  decoder = loadDecoder(join(__dirname, "../golden/tinyDecoders/llama"));
  const golden: { pairs: { prompt: number[]; chosen: number[]; rejected: number[] }[] } = JSON.parse(
    readFileSync(join(__dirname, "../golden/dpo.json"), "utf8"),
  );
  const texts = golden.pairs.slice(0, 15).map(({ prompt, chosen, rejected }) => ({
    chosen: { prompt, completion: chosen },
    rejected: { prompt, completion: rejected },
  }));
  pairs = referencePairs(texts, await scorePairs(decoder, texts, { batchSize: 16 }));
});
afterAll(() => disposeTree(decoder.params));

const texts = () => ({
  prompts: pairs.slice(0, 4).map(({ chosen }) => chosen.prompt),
  samples: 3,
  maxTokens: 9,
  seed: 2,
});

const tuned = (measure: Parameters<typeof tunePreferences>[0]["measure"]) =>
  tunePreferences({
    policy: wholePolicy(decoder),
    pairs: pairs.slice(0, 10),
    schedule: { epochs: 6, batchSize: 5, learningRate: 3e-3 },
    loss: dpo,
    random: stream(3, "preferences"),
    measure,
  });

test("the model itself has no reward, only ties, and no distance from itself", async () => {
  const policy = wholePolicy(decoder);
  const watch = watchPreferences({ decoder, policy, pairs, texts: texts() });
  const seen = await watch.measure(policy.trainable);
  watch.dispose();
  expect(seen).toMatchObject({ rewardAccuracy: 0, rewardTies: 1, klToReference: 0, klError: 0 });
  expect(seen.rewardMargin).toBeCloseTo(0, 5);
  const chosen = pairs.reduce((sum, pair) => sum + pair.reference.chosen, 0) / pairs.length;
  expect(seen.chosenLogProb).toBeCloseTo(chosen, 4);
  expect(seen.tokens).toBeLessThanOrEqual(9);
});

test("facts of texts are averaged by name, with the prompt that each text answers", async () => {
  const policy = wholePolicy(decoder);
  const facts = (_: string, prompt: number) => ({ first: prompt === 0 ? 1 : 0 });
  const watch = watchPreferences({ decoder, policy, pairs, texts: { ...texts(), facts } });
  expect((await watch.measure(policy.trainable)).first).toBe(0.25);
  watch.dispose();
});

test("a fresh adapter is the model itself, a moved one is not", async () => {
  const settings = { rank: 2, alpha: 4, targets: ["q_proj", "v_proj"] };
  const adapter = initAdapter(decoder.config, settings, stream(1, "adapter"));
  const policy = adapterPolicy(decoder, adapter);
  const watch = watchPreferences({ decoder, policy, pairs, texts: texts() });
  expect((await watch.measure(policy.trainable)).klToReference).toBeCloseTo(0, 5);
  const moved = await tunePreferences({
    policy,
    pairs,
    schedule: { epochs: 3, batchSize: 5, learningRate: 0.05 },
    loss: dpo,
    random: stream(3, "preferences"),
  });
  const after = await watch.measure(moved.params);
  expect(after.rewardAccuracy).toBeGreaterThan(0.5);
  expect(Math.abs(after.klToReference)).toBeGreaterThan(1e-3);
  disposeTree([moved.params, adapter]);
  watch.dispose();
});

test("watching a tuned model changes none of its weights, and leaves no tensor", async () => {
  const results: number[][] = [];
  const left = await tensorsLeft(async () => {
    const watch = watchPreferences({
      decoder,
      policy: wholePolicy(decoder),
      pairs: pairs.slice(10),
      texts: texts(),
    });
    const watched = await tuned({ every: 4, run: watch.measure, keep: keepLast });
    const alone = await tuned(undefined);
    results.push(
      [...watched.params["model.norm.weight"].dataSync()],
      [...alone.params["model.norm.weight"].dataSync()],
    );
    expect(watched.history.measures.map(({ step }) => step)).toEqual([4, 8, 12]);
    expect(watched.history.measures[2].values.rewardTies).toBe(0);
    disposeTree([watched.params, alone.params]);
    watch.dispose();
  });
  expect(results[0]).toEqual(results[1]);
  expect(left).toBe(0);
});

test("a run ends at the measure that leaves its bounds, and keeps the weights before it", async () => {
  const watch = watchPreferences({ decoder, policy: wholePolicy(decoder), pairs: pairs.slice(0, 10) });
  const free = await tuned({ every: 3, run: watch.measure, keep: keepLast });
  const margins = free.history.measures.map(({ values }) => values.rewardMargin);
  const bounds = { rewardMargin: { most: (margins[0] + margins[1]) / 2 } };
  const bounded = await tuned({
    every: 3,
    run: watch.measure,
    keep: keepWithin(bounds),
    stop: stopOutside(bounds),
  });
  expect(margins[1]).toBeGreaterThan(margins[0]);
  expect(bounded.history.measures.map(({ step }) => step)).toEqual([3, 6]);
  expect(bounded.keptStep).toBe(3);
  disposeTree([free.params, bounded.params]);
  watch.dispose();
});
