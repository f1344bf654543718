import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { createWorld } from "../../../src/data/world/world";
import { tf } from "../../../src/engine/tensorflow";
import { disposeTree } from "../../../src/engine/tensorTree";
import type { ExperimentResult } from "../../../src/experiments/experiment";
import { readLedger } from "../../../src/experiments/ledger";
import type { PairLogProbs } from "../../../src/losses/preferencePair";
import { type LossArm, lossArms } from "../../../src/papers/u-dpo/lossArms";
import { lossSeed, worldLossSettings } from "../../../src/papers/u-dpo/lossRun";
import { runTheLoss, theLoss } from "../../../src/papers/u-dpo/theLoss";
import { theLossResult } from "../../../src/papers/u-dpo/theLossResult";
import { usualModels } from "../../../src/papers/u-dpo/worldPipelineSettings";
import { pretrainKey } from "../../../src/papers/world/pretrain";
import { worldLanguageModel } from "../../../src/papers/world/worldLanguageModel";
import { stream } from "../../../src/random/stream";
import { scorePairs } from "../../../src/training/scorePairs";
import { tunePreferences } from "../../../src/training/tunePreferences";
import { tinyModel, tinyWorld, useOwnModels } from "./tinyWorldScene";

useOwnModels();
const tiny = {
  ...worldLossSettings,
  pairs: { groups: 2, candidates: 4, maxTokens: 12 },
  heldOutGroups: 1,
  schedule: { epochs: 1, batchSize: 11, learningRate: 0.01 },
  textsPerClass: 1,
};
let result: ExperimentResult;
beforeAll(async () => {
  result = await runTheLoss({ scale: "world", seeds: 2 }, tiny, [tinyWorld]);
}, 120_000);
const meanOf = (method: string, metric: string) =>
  result.rows.find((row) => row.method === method && row.metric === metric)!.mean;

test("the model before tuning is its own reference: no reward, no gain, no distance", () => {
  expect(meanOf("base", "rewardTies")).toBe(1);
  expect(meanOf("base", "klToReference")).toBe(0);
  expect(meanOf("base", "chosenGain")).toBeCloseTo(0, 4);
});

test("every loss moves nearly all held-out pairs, and gains are those of the reward margin", () => {
  for (const { method } of lossArms) {
    expect(meanOf(method, "rewardTies"), method).toBeLessThan(0.1);
    const gap = meanOf(method, "chosenGain") - meanOf(method, "rejectedGain");
    expect(gap, method).toBeCloseTo(meanOf(method, "rewardMargin"), 3);
  }
});

test("every loss is lower on its pairs after tuning with it than before", async () => {
  const { decoder } = await worldLanguageModel({ settings: tinyModel });
  const { signal } = new AbortController();
  const { pairs, policy } = await lossSeed(decoder, createWorld(), tiny, 0, signal);
  const { config } = decoder;
  const schedule = { epochs: 4, batchSize: 11, learningRate: 3e-3 };
  const before = await scorePairs({ config, params: decoder.params }, pairs);
  const lossOf = ({ loss }: LossArm, scores: typeof before) =>
    tf.tidy(() => {
      const both = (of: (side: "chosen" | "rejected", at: number) => number): PairLogProbs => ({
        chosen: tf.tensor1d(pairs.map((_, at) => of("chosen", at))),
        rejected: tf.tensor1d(pairs.map((_, at) => of("rejected", at))),
      });
      const view = {
        policy: both((side, at) => scores[side][at]),
        meanPolicy: both((side, at) => scores[side][at] / pairs[at][side].completion.length),
        reference: both((side, at) => before[side][at]),
      };
      return tf.mean(loss(view)).dataSync()[0];
    });
  for (const arm of lossArms) {
    const random = stream(0, "lower");
    const { params } = await tunePreferences({ policy, pairs, schedule, loss: arm.loss, random });
    const after = await scorePairs({ config, params }, pairs);
    expect(lossOf(arm, after), arm.method).toBeLessThan(lossOf(arm, before));
    disposeTree(params);
  }
  disposeTree(decoder.params);
}, 120_000);

test("no arm is run twice, and strengths of one family lead to different places", () => {
  const methods = new Set(result.rows.map(({ method }) => method));
  expect(methods.size).toBe(lossArms.length + 1);
  expect(meanOf("Eq. 1, β 1", "chosenGain")).not.toBe(meanOf("Eq. 1, β 0.5", "chosenGain"));
});

test("the verdicts are printed, and a folder is refused", async () => {
  expect(theLoss.print(result)).toContain("At the paper's β = 1");
  await expect(runTheLoss({ scale: "world", seeds: 2, data: "x" }, tiny, [tinyWorld])).rejects.toThrow(
    new RangeError("theLoss: data is x, expected none"),
  );
});

test("the committed runs are of today's settings and model, every arm with every seed", () => {
  const file = join(__dirname, "../../../notebooks/u-dpo/ledgers/the-loss.jsonl");
  const records = [...readLedger(file).records.values()];
  const models = usualModels.map(pretrainKey);
  for (const { settings } of records) expect(settings).toEqual({ revision: 2, models, ...worldLossSettings });
  expect(theLossResult("world", records).seeds).toBe(theLoss.seeds);
  expect(records).toHaveLength(theLoss.seeds * (lossArms.length + 1));
});
