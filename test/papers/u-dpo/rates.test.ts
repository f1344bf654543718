import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { hybrid } from "../../../src/papers/u-dpo/hybrid";
import { cellSettings } from "../../../src/papers/u-dpo/hybridCells";
import { runRates } from "../../../src/papers/u-dpo/rates";
import {
  chosenRates,
  rateSource,
  ratesResult,
  ratesTable,
  triedRates,
} from "../../../src/papers/u-dpo/ratesResult";
import type { PipelineScene } from "../../../src/papers/u-dpo/stages/scene";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { worldPipelineSettings } from "../../../src/papers/u-dpo/worldPipelineSettings";
import { tinyPipeline, tinyWorld, useOwnModels } from "./tinyWorldScene";

useOwnModels();
let scene: PipelineScene;
let records: RunRecord[];
beforeAll(async () => {
  const writing = { ...tinyPipeline.writing, volume: 2 };
  scene = worldPipeline({ settings: { ...tinyPipeline, writing }, models: [tinyWorld] });
  records = await runRates({ scale: "world", seeds: 2 }, scene);
}, 120_000);
afterAll(() => scene.dispose());

test("every way is tuned at each of its rates, which is what the runs differ by", () => {
  expect(records).toHaveLength(2 * 5 * 3);
  expect([...new Set(records.map(({ seed }) => seed))]).toEqual([100, 101]);
  for (const { source, settings } of records) {
    const { tuning } = settings.settings as { tuning: { learningRates: Record<string, number> } };
    const { likelihood, preference } = tuning.learningRates;
    expect(rateSource(likelihood)).toBe(source);
    expect(preference).toBe(likelihood);
  }
});

test("the rate of the highest mean of both accuracies is chosen, whichever way is ahead elsewhere", () => {
  // Of DPO the middle rate is ahead by one of the two accuracies, the last by both together.
  const made = records.map((record): RunRecord => {
    const place = triedRates.dpo.rates.findIndex((rate) => rateSource(rate) === record.source);
    if (record.method !== "DPO")
      return { ...record, metrics: { ...record.metrics, hybrid: 0, synthetic: place } };
    return {
      ...record,
      metrics: { ...record.metrics, hybrid: [0.5, 0.9, 0.8][place], synthetic: [0.5, 0.3, 0.5][place] },
    };
  });
  const chosen = chosenRates(ratesResult("world", made));
  expect(chosen.dpo).toBe(6e-4);
  expect(Object.keys(chosen)).toEqual(Object.keys(triedRates));
  const text = String(ratesTable(ratesResult("world", made)));
  expect(text.match(/chosen/g)).toHaveLength(5);
});

test("a folder is refused", async () => {
  await expect(runRates({ scale: "world", seeds: 2, data: "x" }, scene)).rejects.toThrow(
    new RangeError("rates: data is x, expected none"),
  );
});

test("the settings have the rates that the committed runs choose, none of which is reported", () => {
  const file = join(__dirname, "../../../notebooks/u-dpo/ledgers/rates.jsonl");
  const committed = [...readLedger(file).records.values()];
  const { likelihood, preference: _usual, ...ways } = worldPipelineSettings.tuning.learningRates;
  expect({ likelihood, ...ways }).toEqual(chosenRates(ratesResult("world", committed)));
  expect(Math.min(...committed.map(({ seed }) => seed))).toBeGreaterThanOrEqual(hybrid.seeds);
  // Of today's data, models and settings, but for the rates themselves.
  const usual = worldPipeline();
  for (const { settings } of committed) {
    const { settings: own, ...others } = settings as { settings: { tuning: object } };
    const { settings: todays, ...todaysOthers } = cellSettings(usual) as { settings: { tuning: object } };
    expect(others).toEqual(todaysOthers);
    const tuning = { ...own.tuning, learningRates: worldPipelineSettings.tuning.learningRates };
    expect({ ...own, tuning }).toEqual(todays);
  }
  usual.dispose();
});
