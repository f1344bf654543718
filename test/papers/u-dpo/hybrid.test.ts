import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../../src/experiments/ledger";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { hybrid, runHybrid } from "../../../src/papers/u-dpo/hybrid";
import { hybridArms, textsToWrite } from "../../../src/papers/u-dpo/hybridArms";
import { hybridCells } from "../../../src/papers/u-dpo/hybridCells";
import { hybridResult, hybridTests } from "../../../src/papers/u-dpo/hybridResult";
import { hybridSeconds } from "../../../src/papers/u-dpo/hybridSeconds";
import { sharedRunsTable, worldsTable } from "../../../src/papers/u-dpo/hybridShares";
import { volumeMeans, volumePoints } from "../../../src/papers/u-dpo/hybridVolumes";
import { allClasses, marginMetrics } from "../../../src/papers/u-dpo/marginCells";
import { pairedTestTable, printHybrid } from "../../../src/papers/u-dpo/printHybrid";
import { reportedTests } from "../../../src/papers/u-dpo/reported";
import { rewardCells, watchedPairs, watchedValues } from "../../../src/papers/u-dpo/rewardCells";
import { curveFluctuation, curveMean, rewardPoints } from "../../../src/papers/u-dpo/rewardPoints";
import { runDesk } from "../../../src/papers/u-dpo/stages/runDesk";
import { base, utilityDpo } from "../../../src/papers/u-dpo/stages/writerArms";
import { syntheticOnlyResult } from "../../../src/papers/u-dpo/syntheticOnly";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { tinyPipeline, tinyWorld, useOwnModels } from "./tinyWorldScene";

useOwnModels();

const settings = {
  ...tinyPipeline,
  tuning: { ...tinyPipeline.tuning, learningRates: { likelihood: 1e-3, preference: 0.05 }, measureEvery: 1 },
  writing: { volume: 50, volumes: [2, 50], volumeSeeds: 1, controlSeeds: 2 },
  prompting: { demonstrations: [0, 2], test: 11, seeds: 2 },
};
const tiny = {
  ...settings,
  // Enough test texts that no two arms are alike by chance.
  texts: { ...settings.texts, test: 220 },
  writing: { volume: 2, volumes: [1, 2], volumeSeeds: 2, controlSeeds: 2 },
};

let folder: string;
let records: RunRecord[];
const ledger = () => path.join(folder, "run.jsonl");
const openScene = () => worldPipeline({ settings: tiny, models: [tinyWorld] });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hybrid-"));
  const scene = openScene();
  try {
    records = await runHybrid({ seeds: 2, ledger: ledger() }, scene);
  } finally {
    scene.dispose();
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbers = (some: readonly RunRecord[]) => some.map(({ key, metrics }) => ({ key, metrics }));
const find = (source: string, method: string, seed = 0) =>
  records.find((one) => one.source === source && one.method === method && one.seed === seed)!;

test("a run has real texts, pairs, every arm, other volumes on its first seeds, and prompts", () => {
  const sources = records.filter(({ seed }) => seed === 0).map(({ source }) => source);
  const counts = Object.fromEntries(
    [...new Set(sources)].map((one) => [one, sources.filter((s) => s === one).length]),
  );
  expect(counts).toEqual({
    "real texts": 3,
    "preference pairs": 1,
    "2 per class": hybridArms.length,
    "1 per class": 4,
    prompted: 2,
    "texts of the prompts": 3,
  });
});

test("later runs have neither controls nor other volumes nor prompts", () => {
  const scene = openScene();
  const cells = hybridCells({ scene, desk: runDesk(scene), arms: hybridArms }, 2);
  const controls = hybridArms.filter(({ isControl }) => isControl);
  expect(controls).toHaveLength(4);
  expect(cells).toHaveLength(4 + hybridArms.length - controls.length);
  scene.dispose();
});

test("arms write other texts than the generator before tuning, and rejection has larger margins", () => {
  const untuned = find("2 per class", "base").metrics;
  expect(find("2 per class", "DPO").metrics.margin).not.toBe(untuned.margin);
  expect(find("2 per class", "U-DPO").metrics.margin).not.toBe(find("2 per class", "DPO").metrics.margin);
  expect(find("2 per class", "rejection").metrics.margin).toBeGreaterThan(untuned.margin);
});

test("the same runs from their stages alone give the same numbers, and from the ledger without any work", async () => {
  const stages = readdirSync(path.join(folder, "stages")).sort();
  const again = openScene();
  try {
    rmSync(ledger());
    expect(numbers(await runHybrid({ seeds: 2, ledger: ledger() }, again))).toEqual(numbers(records));
    expect(readdirSync(path.join(folder, "stages")).sort()).toEqual(stages);
    const before = readLedger(ledger()).records.size;
    await runHybrid({ seeds: 2, ledger: ledger() }, again);
    expect(readLedger(ledger()).records.size).toBe(before);
  } finally {
    again.dispose();
  }
}, 60_000);

test("an abort ends the runs and keeps those that are done", async () => {
  const scene = openScene();
  const stop = new AbortController();
  const file = path.join(folder, "aborted", "run.jsonl");
  try {
    const running = runHybrid(
      {
        seeds: 2,
        ledger: file,
        signal: stop.signal,
        onProgress: ({ done }) => {
          if (done >= 4) stop.abort(new Error("enough"));
        },
      },
      scene,
    );
    await expect(running).rejects.toThrow("enough");
    expect(readLedger(file).records.size).toBe(4);
  } finally {
    scene.dispose();
  }
}, 60_000);

test("a writer writes as many texts as the arm that needs most of them", () => {
  const { writing } = settings;
  expect(textsToWrite(base, hybridArms, { ...writing, volume: 50, volumes: [10, 150] }, 0)).toBe(300);
  expect(textsToWrite(base, hybridArms, { ...writing, volume: 50, volumes: [10, 150] }, 1)).toBe(100);
  expect(textsToWrite(utilityDpo, hybridArms, { ...writing, volume: 50, volumes: [10, 150] }, 0)).toBe(150);
});

/** The same records under the names of the paper's volume. */
const asPaper = () =>
  records.map((one) => ({ ...one, source: one.source.replace("2 per class", "50 per class") }));

test("the result has a verdict for every claim, and prints", () => {
  const result = hybridResult("world", asPaper(), 50);
  expect(result.claims.map(({ id }) => id)).toContain("udpo-over-unfiltered-dpo");
  expect(result.claims.every(({ p }) => p !== null)).toBe(true);
  const text = printHybrid(result);
  expect(text).toContain("U-DPO beats DPO on the same pairs");
  expect(text).toContain("0.9156");
});

test("claims of what was not run are not tested", () => {
  const some = asPaper().filter(({ source }) => !["prompted", "1 per class"].includes(source));
  const { claims } = hybridResult("world", some, 50);
  const untested = claims.filter(({ verdict }) => verdict === "not tested at this scale").map(({ id }) => id);
  expect(untested).toEqual(["volume", "over-prompting"]);
});

test("the three comparisons are tested in both readings of DPO", () => {
  const tests = hybridTests(asPaper(), 50);
  expect(tests.map(({ comparison }) => comparison)).toEqual([
    ...reportedTests.map(({ comparison }) => comparison),
    "DPO on unfiltered pairs - base",
    "U-DPO - base",
    "U-DPO - DPO on unfiltered pairs",
  ]);
  expect(String(pairedTestTable(tests.slice(0, 3), "same pairs"))).toContain("runs for 80 % power");
});

test("prompting is judged on its own texts, with the prompt that is best in the other run", () => {
  const { claims } = hybridResult("world", asPaper(), 50);
  const accuracy = (source: string, method: string, seed: number) =>
    find(source, method, seed).metrics.accuracy;
  const ways = ["0 demonstrations", "2 demonstrations"];
  const behind = [0, 1].map((seed) => {
    const ours = (at: number) => accuracy("texts of the prompts", "U-DPO", at);
    const ahead = (way: string, at: number) => accuracy("prompted", way, at) - ours(at);
    const [first, second] = ways.map((way) => ahead(way, 1 - seed));
    return ahead(ways[second > first ? 1 : 0], seed);
  });
  const { effect } = claims.find(({ id }) => id === "over-prompting")!;
  expect(effect).toBeCloseTo(-(behind[0] + behind[1]) / 2, 12);
});

test("differences are told on the runs that arms share, and world by world; seconds add up", () => {
  const methods = ["DPO", "U-DPO"];
  const fewer = asPaper().filter(({ method, seed }) => method !== "rejection" || seed < 2);
  expect(String(sharedRunsTable(fewer, 50, methods))).toContain("over the 2 that all arms have");
  const lines = String(worldsTable([...fewer, ...shifted(fewer, 2)], 50, 2)).split("\n");
  expect(lines.filter((line) => line.includes("U-DPO - DPO"))).toHaveLength(2);
  expect(lines.find((line) => line.includes("trained") || line.includes("classifier of"))).toContain(
    "world 1",
  );
  expect(String(hybridSeconds(records))).toMatch(new RegExp(`all +\\| +${records.length} `));
});

/** The same records as other seeds. */
const shifted = (some: readonly RunRecord[], by: number) =>
  some.map((one) => ({ ...one, seed: one.seed + by }));

test("volumes are compared on the seeds that have all of them", () => {
  const means = volumeMeans(records, [{ method: "base" }, { method: "DPO" }]);
  expect([...means.keys()]).toEqual(["2 per class", "1 per class"]);
  const [first] = means.get("1 per class")!;
  const hybridOf = (method: string) => find("1 per class", method).metrics.hybrid;
  expect(means.get("1 per class")).toHaveLength(2);
  expect(first).toBeCloseTo((hybridOf("base") + hybridOf("DPO")) / 2, 12);
  expect(volumePoints(records, [{ method: "base" }]).map(({ volume }) => volume)).toEqual([1, 2]);
});

test("Section 4.4 reads the same records", () => {
  const { rows, claims } = syntheticOnlyResult("world", asPaper());
  expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["50 per class"]));
  expect(claims).toHaveLength(5);
});

test("the reward accuracy is 0 before the first step, and has a point after every measure", async () => {
  const scene = openScene();
  const desk = runDesk(scene);
  try {
    const [cell, untuned] = rewardCells(scene, desk, [utilityDpo, base], 0);
    const metrics = await cell.run(new AbortController().signal, () => undefined);
    const { trained, heldOut } = watchedPairs;
    const { chosenGain, rejectedGain, distance, tokens } = watchedValues;
    for (const curve of [trained, heldOut, chosenGain(trained), rejectedGain(heldOut), distance, tokens]) {
      const steps = Object.keys(metrics).filter((name) => /^, step \d+$/.test(name.replace(curve, "")));
      expect(steps, curve).toHaveLength(3);
    }
    for (const curve of [trained, heldOut, distance]) expect(metrics[`${curve}, step 0`], curve).toBe(0);
    expect(metrics[`${chosenGain(trained)}, step 0`]).toBeCloseTo(0, 3);
    // What was trained on has gained on what it was set against.
    const gap = metrics[`${chosenGain(trained)}, step 2`] - metrics[`${rejectedGain(trained)}, step 2`];
    expect(gap).toBeGreaterThan(0);
    await expect(untuned.run(new AbortController().signal, () => undefined)).rejects.toThrow(
      "rewardCells: arm is base, expected one tuned on pairs",
    );
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}, 60_000);

test("curves are read by their names: points, mean and fluctuation without the start", () => {
  const run = (seed: number, shift: number) =>
    ({
      method: "U-DPO",
      seed,
      metrics: {
        "p, step 0": 0,
        "p, step 5": 0.5 + shift,
        "p, step 10": 0.9 + shift,
        "p, step 15": 0.7 + shift,
      },
    }) as unknown as RunRecord;
  expect(curveMean(run(0, 0), "p")).toBeCloseTo(0.7, 12);
  // .5, .9, .7 about the line .6, .7, .8: residuals -.1, .2, -.1 with one degree of freedom.
  expect(curveFluctuation(run(0, 0), "p")).toBeCloseTo(Math.sqrt(0.06), 12);
  expect(rewardPoints([run(0, 0), run(1, 0.1)], ["q"])).toEqual([]);
  const points = rewardPoints([run(0, 0), run(1, 0.1)], ["p"]);
  expect(points.map(({ step }) => step)).toEqual([0, 5, 10, 15]);
  expect(points[2].mean).toBeCloseTo(0.95, 12);
});

test("a curve that climbs in a straight line does not fluctuate, however steep", () => {
  const metrics = Object.fromEntries([0, 5, 10, 15].map((step) => [`p, step ${step}`, 0.1 * step]));
  expect(curveFluctuation({ metrics } as unknown as RunRecord, "p")).toBeCloseTo(0, 12);
  const short = { metrics: { "p, step 0": 0, "p, step 5": 1 } } as unknown as RunRecord;
  expect(() => curveFluctuation(short, "p")).toThrow(
    new RangeError("curveFluctuation: p has 1 points after its start, expected 3 or more"),
  );
});

test("margins are told by quartiles and mean, of all classes and of each", () => {
  const written = [1, 2, 3, 4, 5].map((margin) => ({ text: "", label: margin < 3 ? "a" : "b", margin }));
  const metrics = marginMetrics(["a", "b"], written);
  expect(metrics[`${allClasses} median`]).toBe(3);
  expect(metrics[`${allClasses} lower`]).toBe(2);
  expect(metrics["a mean"]).toBe(1.5);
  expect(metrics["b upper"]).toBe(4.5);
});

test("the experiment refuses a folder at scale world", async () => {
  await expect(hybrid.run({ scale: "world", data: "somewhere", seeds: 2 })).rejects.toThrow(
    "hybrid: data is somewhere, expected none at scale world",
  );
});
