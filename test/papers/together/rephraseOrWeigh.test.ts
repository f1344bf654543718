/** @file `together/2-rephrase-or-weigh`: remedies by hand, and the whole at a tiny size. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { stageCache } from "../../../src/experiments/stageCache";
import { firstSuspects } from "../../../src/papers/together/firstSuspects";
import { printRephrase } from "../../../src/papers/together/printRephrase";
import { freeRemedies, paidRemedies, suspects } from "../../../src/papers/together/remedies";
import { rephraseOrWeigh, runRephrase } from "../../../src/papers/together/rephraseOrWeigh";
import { remedyPoints, rephraseResult } from "../../../src/papers/together/rephraseResult";
import { rephraseSettings } from "../../../src/papers/together/settings";
import { shortcutRemedies } from "../../../src/papers/together/shortcutRemedies";
import { firstOfEachClass } from "../../../src/papers/together/textsToMend";
import { pipelineRun } from "../../../src/papers/u-dpo/stages/pipelineRun";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { tinyPipeline, tinyWorld, useOwnModels } from "../u-dpo/tinyWorldScene";

useOwnModels();

const setOf = (name: string, tokens: number[], coreSeconds: number) => ({
  texts: tokens.map((_, at) => ({
    text: `${name} ${at}`,
    label: "a",
    trueLabel: at === 1 ? "b" : "a",
    readerLabel: at === 3 ? "c" : "a",
  })),
  tokens,
  coreSeconds,
});
const sets = {
  asWritten: setOf("old", [5, 6, 7, 8], 1),
  anew: setOf("anew", [10, 20, 30, 40], 2),
  rephrased: setOf("rephrased", [1, 2, 3, 4], 5),
};
const diagnosis = { sets, logQuality: [-1, -9, -2, -5], logQualityAnew: [-0.1, -8, -0.3, -0.4] };
const mend = (method: string, count: number) =>
  [...freeRemedies, ...paidRemedies].find((one) => one.method === method)!.mend(diagnosis, count);
const texts = (method: string, count: number) => mend(method, count).texts.map(({ text }) => text);

test("suspects are the texts whose labels the checker believes least, ties in order", () => {
  expect(suspects(diagnosis.logQuality, 2)).toEqual([1, 3]);
  expect(suspects([-3, -3, -1], 2)).toEqual([0, 1]);
});

test("suspects are replaced in their places, and cost their tokens and their share of the seconds", () => {
  expect(texts("suspects rephrased", 2)).toEqual(["old 0", "rephrased 1", "old 2", "rephrased 3"]);
  expect(mend("suspects rephrased", 2)).toMatchObject({ tokens: 6, writing: 3, labels: 0 });
  expect(mend("suspects written anew", 2)).toMatchObject({ tokens: 60, labels: 0 });
  expect(mend("suspects written anew", 2).writing).toBeCloseTo(1.2, 12);
});

test("more texts are the first ones of the second draw; with suspects dropped, those of both draws go", () => {
  expect(texts("more texts", 2)).toEqual(["old 0", "old 1", "old 2", "old 3", "anew 0", "anew 1"]);
  expect(texts("more texts, as many suspects dropped", 2)).toEqual(["old 0", "old 2", "old 3", "anew 0"]);
  expect(mend("more texts, as many suspects dropped", 2).tokens).toBe(mend("more texts", 2).tokens);
});

test("labels from others cost labels alone, and only a wrong one changes", () => {
  const { texts: read, ...cost } = mend("suspects labelled by the exact posterior", 2);
  expect(cost).toEqual({ tokens: 0, writing: 0, labels: 2 });
  expect(read.map(({ label }) => label)).toEqual(["a", "b", "a", "a"]);
  expect(mend("suspects labelled by a reader", 2).texts.map(({ label }) => label)).toEqual([
    "a",
    "a",
    "a",
    "c",
  ]);
  expect(texts("suspects dropped", 1)).toEqual(["old 0", "old 2", "old 3"]);
});

test("no suspects, no cost: a share of nothing is not a number", () => {
  expect(mend("suspects rephrased", 0)).toMatchObject({ tokens: 0, writing: 0 });
});

test("the first real texts of each class are taken, fewer where there are fewer", () => {
  const some = ["a1", "b1", "a2", "a3"].map((text) => ({ text, label: text[0] }));
  expect(firstOfEachClass(some, ["a", "b"], 2).map(({ text }) => text)).toEqual(["a1", "a2", "b1"]);
});

const tiny = { ...tinyPipeline, texts: { ...tinyPipeline.texts, test: 110 } };
const sizes = { ...rephraseSettings, realPerClass: 3, perClass: 2, budgets: [0.25, 1], topicsAsked: 2 };

let folder: string;
let records: RunRecord[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "together-2-"));
  const scene = worldPipeline({ settings: tiny, models: [tinyWorld] });
  const options = { scale: "world", seeds: 2, ledger: path.join(folder, "run.jsonl") } as const;
  try {
    records = await runRephrase(options, scene, sizes);
    expect(await runRephrase(options, scene, sizes)).toEqual(records);
  } finally {
    scene.dispose();
  }
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const find = (source: string, method: string) =>
  records.find((one) => one.source === source && one.method === method && one.seed === 0)!.metrics;

test("a run has every remedy at every budget and every remedy against the shortcut", () => {
  const count = 1 + freeRemedies.length + 2 * paidRemedies.length + shortcutRemedies.length;
  expect(records.filter(({ seed }) => seed === 1)).toHaveLength(count);
});

test("remedies at one budget write about as many tokens; those without budget none", () => {
  const anew = find("100 % written", "suspects written anew");
  expect(anew.tokens).toBe(find("100 % written", "more texts, DIMP").tokens);
  expect(anew.tokens).toBeGreaterThan(find("25 % written", "suspects written anew").tokens);
  expect(find("nothing written", "DIMP")).toMatchObject({ tokens: 0, writing: 0, labels: 0 });
  expect(find("100 % written", "suspects labelled by the exact posterior")).toMatchObject({
    labels: 22,
    wrong: 0,
  });
  expect(anew.spent).toBeCloseTo(anew.writing + anew.checking + anew.training, 12);
});

test("the phrase is in the texts as received, and in none that are clean", () => {
  expect(find("shortcut", "as received").withPhrase).toBeGreaterThan(0);
  expect(find("shortcut", "no phrase").withPhrase).toBe(0);
});

test("points lie at 0 for the texts as written, and at the paired difference for others", () => {
  const points = remedyPoints(records);
  const at = (source: string, method: string) =>
    points.find((one) => one.source === source && one.method === method)!;
  expect(at("nothing written", "as written")).toMatchObject({ gain: 0, low: 0, high: 0, extraSeconds: 0 });
  const gains = [0, 1].map((seed) => {
    const of = (source: string, method: string) =>
      records.find((one) => one.source === source && one.method === method && one.seed === seed)!.metrics
        .beside;
    return of("100 % written", "more texts") - of("nothing written", "as written");
  });
  expect(at("100 % written", "more texts").gain).toBeCloseTo((gains[0] + gains[1]) / 2, 12);
  expect(at("100 % written", "suspects labelled by a reader").labels).toBe(22);
});

test("suspects come least believed first, each with what could stand in its place", async () => {
  const scene = worldPipeline({ settings: tiny, models: [tinyWorld] });
  const run = pipelineRun(scene, 0, path.join(folder, "stages"));
  try {
    const found = await firstSuspects(run, stageCache(), undefined, sizes);
    expect(found).toHaveLength(2 * scene.labels.length);
    const doubts = found.map(({ belief }) => belief);
    expect(doubts).toEqual([...doubts].sort((a, b) => a - b));
    expect(found.some(({ text, anew }) => text !== anew)).toBe(true);
    expect(scene.labels).toContain(found[0].trueLabel);
  } finally {
    await run.dispose();
    scene.dispose();
  }
}, 60_000);

test("the printed result has a verdict for each question", () => {
  const printed = printRephrase(rephraseResult("world", records));
  expect(printed).toContain("rephrasing mends more of it than DIMP");
  expect(printed).toContain("labels given");
});

test("rephrase or weigh refuses a folder", async () => {
  await expect(rephraseOrWeigh.run({ scale: "world", seeds: 2, data: "here" })).rejects.toThrow(
    "rephraseOrWeigh: data is here, expected none",
  );
});
