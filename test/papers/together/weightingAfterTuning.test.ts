/** @file `together/1-weighting-after-tuning` at a tiny size: its arms, its texts, and its effects on records by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { stageCache } from "../../../src/experiments/stageCache";
import { effectTable, printWeighting } from "../../../src/papers/together/printWeighting";
import { weightingSettings } from "../../../src/papers/together/settings";
import { weighedTexts } from "../../../src/papers/together/weighedTexts";
import { runWeighting, weightingAfterTuning } from "../../../src/papers/together/weightingAfterTuning";
import { weightingGains } from "../../../src/papers/together/weightingGains";
import { weightingEffects, weightingResult } from "../../../src/papers/together/weightingResult";
import { unweighted } from "../../../src/papers/together/weightings";
import { writtenBy } from "../../../src/papers/together/writtenBy";
import { baseArm, rejectionArm, utilityDpoArm } from "../../../src/papers/u-dpo/hybridArms";
import { pipelineRun } from "../../../src/papers/u-dpo/stages/pipelineRun";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { stream } from "../../../src/random/stream";
import { tinyPipeline, tinyWorld, useOwnModels } from "../u-dpo/tinyWorldScene";

useOwnModels();

const tiny = {
  ...tinyPipeline,
  texts: { ...tinyPipeline.texts, test: 110 },
  tuning: { ...tinyPipeline.tuning, learningRates: { likelihood: 1e-3, preference: 0.05 } },
  writing: { ...tinyPipeline.writing, volumes: [2], volumeSeeds: 1 },
};
const sizes = { ...weightingSettings, ways: ["zero-shot", "two-shot"] as const, perClass: 2, testTexts: 110 };
const openScene = () => worldPipeline({ settings: tiny, models: [tinyWorld] });

let folder: string;
let records: RunRecord[];
const ledger = () => path.join(folder, "run.jsonl");
const runAll = async () => {
  const scene = openScene();
  try {
    return await runWeighting({ scale: "world", seeds: 2, ledger: ledger() }, scene, sizes);
  } finally {
    scene.dispose();
  }
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "together-1-"));
  records = await runAll();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const find = (source: string, method: string) =>
  records.find((one) => one.source === source && one.method === method && one.seed === 0)!.metrics;

test("a run has real texts, and for each way and writer the facts of its texts and four weightings", () => {
  expect(records.filter(({ seed }) => seed === 1)).toHaveLength(1 + 2 * 4 * (1 + 4));
  expect(Object.keys(find("zero-shot", "base, CE")).sort()).toEqual(
    ["alone", "aloneLoose", "beside", "effective", "wrongWeight"].sort(),
  );
  expect(find("zero-shot", "base, DIMP, P' shuffled")).not.toHaveProperty("aloneLoose");
});

test("unweighted texts count alike, and wrong labels have the share of the weight that they have of the texts", () => {
  for (const writer of ["base", "U-DPO"]) {
    expect(find("zero-shot", `${writer}, CE`).effective).toBeCloseTo(1, 12);
    const { rightClass } = find("zero-shot", `${writer}, texts`);
    expect(find("zero-shot", `${writer}, CE`).wrongWeight).toBeCloseTo(1 - rightClass, 12);
    expect(find("zero-shot", `${writer}, DIMP`).effective).toBeLessThan(1);
  }
});

test("tuned weights write other texts, also for prompts that they were not tuned on", async () => {
  const scene = openScene();
  const run = pipelineRun(scene, 0, path.join(folder, "stages"));
  try {
    const set = { way: "zero-shot", perClass: 2, topicsAsked: 2 } as const;
    const arms = [baseArm, utilityDpoArm, rejectionArm];
    const by = (writer: typeof baseArm) => writtenBy(run, stageCache(), { ...set, writer }, arms, {});
    const base = await by(baseArm);
    expect(base.map(({ label }) => label).sort()).toEqual([...scene.labels, ...scene.labels].sort());
    expect((await by(utilityDpoArm)).map(({ text }) => text)).not.toEqual(base.map(({ text }) => text));
    const total = (texts: typeof base) => texts.reduce((sum, { margin }) => sum + margin, 0);
    expect(total(await by(rejectionArm))).toBeGreaterThan(total(base));
  } finally {
    await run.dispose();
    scene.dispose();
  }
}, 60_000);

test("a second call takes every run from the ledger", async () => {
  const before = readLedger(ledger()).records.size;
  expect(await runAll()).toEqual(records);
  expect(readLedger(ledger()).records.size).toBe(before);
}, 60_000);

test("the interaction is the gain with U-DPO's texts minus that with base's, over the ways", () => {
  // Tiny runs tie: give each its own shift, so that no two gains are equal by chance.
  const shifted = records.map((one, at): RunRecord => {
    const moved = Object.entries(one.metrics).map(([name, value]) => [
      name,
      value + stream(at, name).uniform() / 10,
    ]);
    return { ...one, metrics: Object.fromEntries(moved) };
  });
  const effects = weightingEffects(shifted).filter(({ trainedOn }) => trainedOn === "generated texts alone");
  const [, base, tuned, interaction] = effects.map(({ mean }) => mean);
  expect(interaction).toBeCloseTo(tuned - base, 12);
  const of = (way: string, method: string, seed: number) =>
    shifted.find((one) => one.source === way && one.method === method && one.seed === seed)!.metrics.alone;
  const gains = sizes.ways.flatMap((way) =>
    [0, 1].map((seed) => of(way, "base, DIMP", seed) - of(way, "base, CE", seed)),
  );
  expect(base).toBeCloseTo(gains.reduce((a, b) => a + b) / 4, 12);
  expect(String(effectTable(effects))).toContain("interaction");
});

test("gains are paired differences to cross entropy, for every writer and weighting", () => {
  const gains = weightingGains(records, "beside");
  expect(gains).toHaveLength(4 * 3);
  const of = (seed: number, method: string) =>
    sizes.ways
      .map(
        (way) =>
          records.find((one) => one.source === way && one.method === method && one.seed === seed)!.metrics
            .beside,
      )
      .reduce((a, b) => a + b) / sizes.ways.length;
  const differences = [0, 1].map((seed) => of(seed, "U-DPO, IMP") - of(seed, "U-DPO, CE"));
  const gain = gains.find(({ writer, weighting }) => writer === "U-DPO" && weighting === "IMP")!;
  expect(gain.mean).toBeCloseTo((differences[0] + differences[1]) / 2, 12);
});

test("a run's texts have one weight each, all of them one with cross entropy", async () => {
  const scene = openScene();
  const run = pipelineRun(scene, 0, path.join(folder, "stages"));
  try {
    const even = await weighedTexts(run, stageCache(), baseArm, unweighted);
    expect(even).toHaveLength(weightingSettings.perClass * scene.labels.length);
    expect(new Set(even.map(({ weight }) => weight))).toEqual(new Set([1]));
    expect(new Set(even.map(({ label }) => label)).has("wrong")).toBe(true);
  } finally {
    await run.dispose();
    scene.dispose();
  }
}, 60_000);

test("the printed result has a verdict for each question", () => {
  const printed = printWeighting(weightingResult("world", records));
  expect(printed).toContain("DIMP still gains on CE with U-DPO's texts (alone)");
  expect(printed).toContain("weight on wrong labels");
});

test("weighting after tuning refuses a folder", async () => {
  await expect(weightingAfterTuning.run({ scale: "world", seeds: 2, data: "here" })).rejects.toThrow(
    "weightingAfterTuning: data is here, expected none",
  );
});
