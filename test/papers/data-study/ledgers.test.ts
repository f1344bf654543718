import { join } from "node:path";
import { expect, test } from "vitest";
import type { Experiment, ExperimentResult } from "../../../src/experiments/experiment";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { diversity, diversityResult } from "../../../src/papers/data-study/diversity";
import { lowResource, lowResourceResult } from "../../../src/papers/data-study/lowResource";
import { methods } from "../../../src/papers/data-study/methods";
import { methodsResult } from "../../../src/papers/data-study/methodsResult";
import { mixing, mixingResult } from "../../../src/papers/data-study/mixing";
import { worldStudySettings } from "../../../src/papers/data-study/settings";
import { volume, volumeResult } from "../../../src/papers/data-study/volume";
import { pretrainKey } from "../../../src/papers/world/pretrain";
import { worldModelSettings } from "../../../src/papers/world/worldModelSettings";

type Read = (scale: "world", records: readonly RunRecord[]) => ExperimentResult;

const kept: [string, number, Experiment, Read][] = [
  ["methods", 10, methods, methodsResult],
  ["low-resource", 10, lowResource, lowResourceResult],
  ["mixing", 10, mixing, mixingResult],
  ["diversity", 5, diversity, diversityResult],
  ["volume", 8, volume, volumeResult],
];

test.each(
  kept,
)("%s: the committed ledger has %i whole seeds of today's settings and model, and prints", (name, seeds, experiment, read) => {
  const file = join(__dirname, `../../../notebooks/data-study/ledgers/${name}.jsonl`);
  const records = [...readLedger(file).records.values()];
  const model = `world-lm-${pretrainKey({ settings: worldModelSettings, seed: 0 })}`;
  for (const { settings } of records) {
    expect(settings).toMatchObject({ name: experiment.name, model, settings: worldStudySettings });
  }
  expect(new Set(records.map(({ settings }) => settings.revision)).size).toBe(1);
  expect(records.length % seeds).toBe(0);
  const result = read("world", records);
  expect(result.seeds).toBe(seeds);
  expect(result.rows.map(({ n }) => n)).toEqual(result.rows.map(() => seeds));
  expect(experiment.print(result)).toContain("The paper's claims");
});
