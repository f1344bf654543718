import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { ExperimentResult } from "../../../src/experiments/experiment";
import { readLedger } from "../../../src/experiments/ledger";
import { lossArms } from "../../../src/papers/u-dpo/lossArms";
import { worldLossSettings } from "../../../src/papers/u-dpo/lossRun";
import { runTheLoss, theLoss } from "../../../src/papers/u-dpo/theLoss";
import { theLossResult } from "../../../src/papers/u-dpo/theLossResult";
import { pretrainKey } from "../../../src/papers/world/pretrain";
import { worldModelSettings } from "../../../src/papers/world/worldModelSettings";
import { tinyModel, useOwnModels } from "./tinyWorldScene";

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
  result = await runTheLoss({ scale: "world", seeds: 2 }, tiny, tinyModel);
}, 120_000);
const meanOf = (method: string, metric: string) =>
  result.rows.find((row) => row.method === method && row.metric === metric)!.mean;

test("the model before tuning is its own reference: no reward, no gain, no distance", () => {
  expect(meanOf("base", "rewardTies")).toBe(1);
  expect(meanOf("base", "klToReference")).toBe(0);
  expect(meanOf("base", "chosenGain")).toBeCloseTo(0, 4);
});

test("every loss is tuned with and leads away from the reference", () => {
  for (const { method } of lossArms) expect(meanOf(method, "rewardTies"), method).toBeLessThan(1);
});

test("no arm is run twice, and strengths of one family lead to different places", () => {
  const methods = new Set(result.rows.map(({ method }) => method));
  expect(methods.size).toBe(lossArms.length + 1);
  expect(meanOf("Eq. 1, β 1", "chosenGain")).not.toBe(meanOf("Eq. 1, β 0.5", "chosenGain"));
});

test("the verdicts are printed, and a folder is refused", async () => {
  expect(theLoss.print(result)).toContain("At the paper's β = 1");
  await expect(runTheLoss({ scale: "world", seeds: 2, data: "x" }, tiny, tinyModel)).rejects.toThrow(
    new RangeError("theLoss: data is x, expected none"),
  );
});

test("the committed runs are of today's settings and model, every arm with every seed", () => {
  const file = join(__dirname, "../../../notebooks/u-dpo/ledgers/the-loss.jsonl");
  const records = [...readLedger(file).records.values()];
  const model = pretrainKey({ settings: worldModelSettings, seed: 0 });
  for (const { settings } of records) expect(settings).toEqual({ revision: 1, model, ...worldLossSettings });
  expect(theLossResult("world", records).seeds).toBe(theLoss.seeds);
  expect(records).toHaveLength(theLoss.seeds * (lossArms.length + 1));
});
