import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExperimentResult } from "../../../src/experiments/experiment";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import {
  buildingPairs,
  perClass as pairTexts,
  runBuildingPairs,
} from "../../../src/papers/u-dpo/buildingPairs";
import { gallery, runGallery } from "../../../src/papers/u-dpo/gallery";
import { hybrid } from "../../../src/papers/u-dpo/hybrid";
import { cellSettings } from "../../../src/papers/u-dpo/hybridCells";
import { perClass as judgedTexts, judging, runJudging } from "../../../src/papers/u-dpo/judging";
import { limits, runLimits, usualLimits } from "../../../src/papers/u-dpo/limits";
import { stopped } from "../../../src/papers/u-dpo/limitsResult";
import { margins } from "../../../src/papers/u-dpo/margins";
import { modelSize } from "../../../src/papers/u-dpo/modelSize";
import { pairRules, pairsByRule } from "../../../src/papers/u-dpo/pairRules";
import { studySettings } from "../../../src/papers/u-dpo/pipelineStudy";
import { membersAgree, remedies, widestHalf } from "../../../src/papers/u-dpo/remedies";
import { rewardCurves } from "../../../src/papers/u-dpo/rewardCurves";
import { sizedScenes } from "../../../src/papers/u-dpo/runSized";
import { type PipelineRun, pipelineRun } from "../../../src/papers/u-dpo/stages/pipelineRun";
import type { PipelineScene } from "../../../src/papers/u-dpo/stages/scene";
import { utilityRules, weighedBy } from "../../../src/papers/u-dpo/utilities";
import { runWeighing, weighing, perClass as weighingTexts } from "../../../src/papers/u-dpo/weighing";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { tinyPipeline, tinyWorld, useOwnModels } from "./tinyWorldScene";

useOwnModels();
const options = { scale: "world" as const, seeds: 2 };
let scene: PipelineScene;
let run: PipelineRun;

beforeAll(() => {
  scene = worldPipeline({ settings: tinyPipeline, models: [tinyWorld] });
  run = pipelineRun(scene, 0);
});
afterAll(async () => {
  await run.dispose();
  scene.dispose();
});

const meanOf = ({ rows }: ExperimentResult, source: string, method: string, metric: string) =>
  rows.find((row) => row.source === source && row.method === method && row.metric === metric)?.mean;

test("every rule gives pairs of one prompt, x+ with the larger margin, and counts what it left out", async () => {
  const candidates = await run.candidates();
  for (const rule of pairRules) {
    const { pairs, excluded, promptsWithoutPair } = pairsByRule(run, candidates, rule);
    for (const { chosen, rejected } of pairs) {
      expect(chosen.prompt).toBe(rejected.prompt);
      expect(chosen.margin).toBeGreaterThan(rejected.margin);
    }
    const left = Object.values(excluded).reduce((sum, count) => sum + count, 0);
    expect(left).toBeLessThanOrEqual(candidates.length);
    expect(promptsWithoutPair).toBeLessThan(run.prompts.length);
  }
  const byName = (name: string) =>
    pairsByRule(run, candidates, pairRules.find((rule) => rule.name === name)!).pairs;
  expect(byName("two best against the rest").length).toBeGreaterThan(byName("best against worst").length);
});

test("λ 0 weighs by margins alone, λ 1 does not look at them, and the two internal rewards differ", async () => {
  const weights = async (internal: "class" | "demonstrations", lambda: number) =>
    weighedBy(run, { internal, lambda });
  const { pairs, weights: byMargin } = await weights("class", 0);
  pairs.forEach(({ chosen, rejected }, at) => {
    expect(byMargin[at]).toBeCloseTo(Math.tanh(chosen.margin - rejected.margin), 12);
  });
  expect((await weights("demonstrations", 0)).weights).toEqual(byMargin);
  expect((await weights("class", 1)).weights).not.toEqual(byMargin);
  expect((await weights("demonstrations", 1)).weights).not.toEqual((await weights("class", 1)).weights);
});

test("remedies choose among the filtered pairs: half of them, or those that five classifiers order alike", async () => {
  const [all, half, widest, agreed] = await Promise.all(remedies.map((remedy) => remedy.choose(run)));
  expect(half.length).toBe(Math.ceil(all.length / 2));
  const gap = (pairs: typeof all) =>
    pairs.reduce((sum, { chosen, rejected }) => sum + chosen.margin - rejected.margin, 0) / pairs.length;
  expect(gap(widest)).toBeGreaterThan(gap(all));
  expect(agreed.length).toBeLessThan(all.length);
  for (const pair of agreed) expect(all).toContainEqual(pair);
  expect(await membersAgree.choose(run)).toEqual(agreed);
  expect((await widestHalf.choose(run)).length).toBeGreaterThanOrEqual(half.length);
});

test("pairs: every rule is looked at and tuned on, and the verdicts are printed", async () => {
  const result = await runBuildingPairs(options, scene, 2);
  for (const { name } of pairRules) {
    expect(meanOf(result, "pairs", name, "marginGap")).toBeGreaterThan(0);
    expect(meanOf(result, "texts", name, "fidelity")).toBeGreaterThanOrEqual(0);
  }
  expect(buildingPairs.print(result)).toContain("Middle margins are better company");
}, 60_000);

test("utility: weights of every rule, shares between 0 and 1, and the verdicts are printed", async () => {
  const result = await runWeighing(options, scene, 2);
  expect(result.rows.filter(({ metric }) => metric === "effectiveShare")).toHaveLength(utilityRules.length);
  for (const { metric, mean } of result.rows) {
    if (metric !== "effectiveShare") continue;
    expect(mean).toBeGreaterThan(0);
    expect(mean).toBeLessThanOrEqual(1);
  }
  expect(weighing.print(result)).toContain("Mixing in r_int");
}, 60_000);

test("judge: grades from 0 to 5 for every arm, the reported ones beside them", async () => {
  const result = await runJudging(options, scene, 1);
  for (const { metric, mean } of result.rows) {
    if (metric === "seconds") continue;
    expect(mean, metric).toBeGreaterThanOrEqual(0);
    expect(mean, metric).toBeLessThanOrEqual(5);
  }
  expect(judging.print(result)).toMatch(/U-DPO .*4\.14.*4\.50.*0\.89/);
}, 60_000);

test("limits: curves begin at the untuned generator whatever the rate, and remedies are tried", async () => {
  const settings = {
    factors: [1, 16],
    every: 1,
    looks: 2,
    perClass: 1,
    bounds: { logRatio: { most: -1 } },
  };
  const result = await runLimits(options, scene, settings);
  const at = (source: string, method: string) => meanOf(result, source, method, "margin");
  expect(at("rate × 1", "step 0")).toBe(at("rate × 16", "step 0"));
  expect(at("rate × 1", "step 2")).not.toBe(at("rate × 16", "step 2"));
  // Bounds that nothing keeps to: what is left is the untuned generator, and the first look was the last.
  expect(at("remedies at rate × 16", stopped)).toBe(at("rate × 1", "step 0"));
  expect(meanOf(result, "remedies at rate × 16", stopped, "keptStep")).toBe(0);
  expect(meanOf(result, "remedies at rate × 16", stopped, "steps")).toBe(2);
  // Bounds that everything keeps to: what is left is the end.
  const free = await runLimits(options, scene, { ...settings, bounds: {} });
  const ends = free.rows.filter(({ source }) => source === "remedies at rate × 16");
  const margin = (name: string) => ends.find((row) => row.method === name && row.metric === "margin")!.mean;
  expect(margin(stopped)).toBe(margin("all pairs"));
  expect(limits.print(result)).toContain("Ensemble agreement helps");
}, 60_000);

test("gallery: the same number of texts by each arm, and a folder is refused", async () => {
  const result = await runGallery(options, scene);
  expect(gallery.print(result)).toContain("U-DPO");
  await expect(runGallery({ ...options, data: "x" }, scene)).rejects.toThrow(
    new RangeError("gallery: data is x, expected none"),
  );
}, 60_000);

const committed = (name: string) => [
  ...readLedger(join(__dirname, `../../../notebooks/u-dpo/ledgers/${name}.jsonl`)).records.values(),
];
test.each([
  ["hybrid", hybrid.seeds],
  ["margins", margins.seeds],
  ["sizes", modelSize.seeds],
  ["reward-accuracy", rewardCurves.seeds],
])("the committed runs of %s are of today's settings and models, every one of them", (name, seeds) => {
  const records = committed(name);
  const scenes = [worldPipeline(), ...sizedScenes()];
  const expected = new Map(scenes.map((scene) => [scene.data, cellSettings(scene)]));
  for (const { data, settings } of records) expect(settings).toMatchObject(expected.get(data)!);
  expect(seedsOf(records)).toBe(seeds);
  expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
  for (const scene of scenes) scene.dispose();
});

const seedsOf = (records: readonly RunRecord[]) => new Set(records.map(({ seed }) => seed)).size;

test.each([
  ["pairs", buildingPairs.seeds, { perClass: pairTexts }],
  ["utility", weighing.seeds, { perClass: weighingTexts }],
  ["judge", judging.seeds, { perClass: judgedTexts }],
  ["limits", limits.seeds, usualLimits],
])("the committed runs of %s are of today's data, models and settings", (name, seeds, study) => {
  const records = committed(name);
  const usual = worldPipeline();
  const expected = studySettings(usual, { revision: 1, settings: JSON.parse(JSON.stringify(study)) });
  for (const { settings } of records) {
    const { arm: _own, ...shared } = settings;
    expect(shared).toEqual(expected);
  }
  expect(seedsOf(records)).toBe(seeds);
  usual.dispose();
});
