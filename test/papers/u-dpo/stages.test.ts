import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testScores } from "../../../src/evaluation/testScores";
import { stageCache, stageFolder } from "../../../src/experiments/stageCache";
import { pairedTests } from "../../../src/papers/u-dpo/pairedTests";
import { reportedTable2 } from "../../../src/papers/u-dpo/reported";
import { keepFirst, keepHighestHalf } from "../../../src/papers/u-dpo/stages/keptTexts";
import { marginClassifier } from "../../../src/papers/u-dpo/stages/marginClassifier";
import {
  byShuffledUtility,
  byUtility,
  evenly,
  filteredPairs,
  meanWeight,
  unfilteredPairs,
} from "../../../src/papers/u-dpo/stages/pairSets";
import type { ScoredCandidate } from "../../../src/papers/u-dpo/stages/scoredCandidates";
import { stageInputs } from "../../../src/papers/u-dpo/stages/stageInputs";
import { textFacts } from "../../../src/papers/u-dpo/stages/textFacts";
import { trainedOn } from "../../../src/papers/u-dpo/stages/trainedOn";
import { worldPipelineSettings } from "../../../src/papers/u-dpo/worldPipelineSettings";
import { stream } from "../../../src/random/stream";
import { wordEmbedding } from "../../../src/text/wordEmbedding";
import { wordClassifier } from "../../../src/training/wordClassifier";

const labels = ["sea", "sky"];
const real = [
  ...["corals and tides", "tides and reefs", "reefs and corals", "a reef"].map((text) => ({
    text,
    label: "sea",
  })),
  ...["clouds and rain", "rain and wind", "wind"].map((text) => ({ text, label: "sky" })),
];
const settings = { epochs: 20, learningRate: 0.3, decay: 0.01 };
const fitWords = wordClassifier(labels, settings);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stages-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a word classifier learns which words a class has, and knows nothing of others", async () => {
  const classifier = await fitWords(real, stream(1, "fit"));
  const [sea, sky, neither] = await classifier.logProbs(["corals", "rain rain", "engines"]);
  expect(Math.exp(sea[0])).toBeGreaterThan(0.8);
  expect(Math.exp(sky[1])).toBeGreaterThan(0.8);
  expect(Math.exp(neither[0])).toBeCloseTo(0.5, 12);
});

test("a word classifier's chance is its stream", async () => {
  const of = async (seed: number) =>
    Array.from((await (await fitWords(real, stream(seed, "fit"))).logProbs(["corals"]))[0]);
  expect(await of(1)).toEqual(await of(1));
  expect(await of(2)).not.toEqual(await of(1));
});

test("a word classifier refuses a label that is no class", async () => {
  await expect(fitWords([{ text: "magma", label: "fire" }], stream(1, "fit"))).rejects.toThrow(
    "wordClassifier: label 0 is fire, expected one of sea, sky",
  );
});

test("a word's part of an embedding is its count times its rarity, unknown words share the rarest", () => {
  const embed = wordEmbedding(["corals and tides", "corals and rain", "wind"]);
  const [corals, and, tides, rain, wind, unknown] = embed("corals corals tides lava Magma");
  expect([and, rain, wind]).toEqual([0, 0, 0]);
  expect(corals).toBeCloseTo(2 * Math.log(4 / 3), 12);
  expect(tides).toBeCloseTo(Math.log(4 / 2), 12);
  expect(unknown).toBeCloseTo(2 * Math.log(4), 12);
  expect(() => wordEmbedding(["..."])).toThrow("wordEmbedding: corpus has no word, expected at least one");
});

test("the margin classifier's probabilities sum to one and follow its members", async () => {
  const f = await marginClassifier({ fit: fitWords, labels }, real, 3, stream(1, "f"));
  const rows = await f.probabilities(["corals and reefs", "wind"]);
  for (const row of rows) expect(row[0] + row[1]).toBeCloseTo(1, 12);
  expect(rows[0][0]).toBeGreaterThan(0.5);
  expect(rows[1][1]).toBeGreaterThan(0.5);
  expect(f.temperature).toBeGreaterThan(0);
});

test("the margin classifier's temperature is fitted on texts that a member has not seen", async () => {
  const seen: string[][] = [];
  const asked: string[][] = [];
  const watching: typeof fitWords = async (examples, random) => {
    const member = await fitWords(examples, random);
    const own = examples.map(({ text }) => text);
    seen.push(own);
    return {
      ...member,
      logProbs: async (texts) => {
        asked.push([...texts]);
        return member.logProbs(texts);
      },
    };
  };
  await marginClassifier({ fit: watching, labels }, real, 3, stream(1, "f"));
  expect(asked.flat().sort()).toEqual(real.map(({ text }) => text).sort());
  seen.forEach((own, member) => {
    expect(own.filter((text) => asked[member].includes(text))).toEqual([]);
  });
});

test("the margin classifier refuses a number of folds that is none", async () => {
  await expect(marginClassifier({ fit: fitWords, labels }, real, 1, stream(1, "f"))).rejects.toThrow(
    "marginClassifier: folds is 1, expected a whole number from 2 to 7",
  );
});

const candidate = (prompt: number, at: number, margin: number, internal = 0.5): ScoredCandidate => ({
  prompt: String(prompt),
  label: labels[prompt % 2],
  text: `text ${prompt} number ${at}`,
  margin,
  internal,
  utility: 0.5 * internal + 0.5 * margin,
});
const candidates = [0, 1, 2].flatMap((prompt) =>
  [0.9, 0.1, 0.5, -0.4, 0.3].map((margin, at) => candidate(prompt, at, margin - prompt / 10)),
);
const prompts = [0, 1, 2].map((prompt) => ({ label: labels[prompt % 2], demonstrations: ["shown"] }));

test("filtered pairs set the highest margin of a prompt against its median", () => {
  const pairs = filteredPairs(candidates, prompts, { high: 0.8, middle: [0.25, 0.75], pairsPerPrompt: 1 });
  expect(pairs.map(({ chosen, rejected }) => [chosen.text, rejected.text])).toEqual(
    [0, 1, 2].map((prompt) => [`text ${prompt} number 0`, `text ${prompt} number 4`]),
  );
});

test("unfiltered pairs are two candidates by chance, the larger margin first", () => {
  const draw = (seed: number) => unfilteredPairs(candidates, prompts, stream(seed, "pairs"));
  expect(draw(1)).toHaveLength(3);
  for (const { chosen, rejected } of draw(1)) {
    expect(chosen.prompt).toBe(rejected.prompt);
    expect(chosen.margin).toBeGreaterThan(rejected.margin);
  }
  expect(draw(1)).toEqual(draw(1));
  expect([2, 3, 4].some((seed) => JSON.stringify(draw(seed)) !== JSON.stringify(draw(1)))).toBe(true);
});

test("unfiltered pairs pass over texts that no one should learn from, and still have one a prompt", () => {
  const spoilt = candidates.map((one, at) => (at % 5 < 3 ? { ...one, text: " ..." } : one));
  for (const seed of [1, 2, 3, 4]) {
    const drawn = unfilteredPairs(spoilt, prompts, stream(seed, "pairs"));
    expect(drawn.map(({ chosen, rejected }) => [chosen.text, rejected.text])).toEqual(
      [0, 1, 2].map((prompt) => [`text ${prompt} number 4`, `text ${prompt} number 3`]),
    );
  }
});

test("weights are the tanh of the utility gap, shuffled ones the same numbers on other pairs", () => {
  const pairs = candidates.slice(1, 5).map((rejected) => ({ chosen: candidates[0], rejected }));
  const weighed = byUtility(pairs);
  const gaps = [0.8, 0.4, 1.3, 0.6].map((gap) => Math.tanh(gap / 2));
  weighed.weights.forEach((weight, at) => {
    expect(weight).toBeCloseTo(gaps[at], 12);
  });
  expect(evenly(pairs).weights).toEqual([1, 1, 1, 1]);
  expect(meanWeight(evenly(pairs))).toBe(1);
  const shuffled = byShuffledUtility(pairs, stream(1, "shuffle")).weights;
  expect([...shuffled].sort()).toEqual([...weighed.weights].sort());
});

const marked = [0.1, 0.9, 0.5, 0.5, 0.2].flatMap((margin, at) =>
  labels.map((label) => ({ label, text: `${label} ${at}`, margin: label === "sea" ? margin : 1 })),
);

test("rejection keeps the larger half of each class's first texts in their order, earlier ones of equals", () => {
  const kept = keepHighestHalf(marked, 2);
  expect(kept.map(({ text }) => text)).toEqual(["sea 1", "sea 2", "sky 0", "sky 1"]);
  expect(keepFirst(marked, 2).map(({ text }) => text)).toEqual(["sea 0", "sea 1", "sky 0", "sky 1"]);
});

test("keeping more texts than a class has is refused", () => {
  expect(() => keepHighestHalf(marked, 3)).toThrow("keepTexts: sea has 5 texts, expected at least 6");
});

test("accuracy and macro F1 count the likeliest class", () => {
  const rows = [
    [0.6, 0.4],
    [0.7, 0.3],
    [0.2, 0.8],
  ];
  const test3 = ["sea", "sky", "sky"].map((label) => ({ text: "", label }));
  const scores = testScores(rows, test3, labels);
  expect(scores.accuracy).toBeCloseTo(2 / 3, 12);
  expect(scores.macroF1).toBeCloseTo(2 / 3, 12);
});

test("a training set is worth what its classifier scores on the test texts", async () => {
  const scene = { fit: fitWords, labels };
  const swapped = real.map(({ text, label }) => ({ text, label: label === "sea" ? "sky" : "sea" }));
  expect((await trainedOn(scene, real, real, stream(1, "d"))).accuracy).toBe(1);
  expect((await trainedOn(scene, swapped, real, stream(1, "d"))).accuracy).toBe(0);
});

test("facts of texts are means over them, variety is by class", () => {
  const judge = (text: string) => ({ length: text.length });
  const texts = [
    { text: "one two one two", label: "sea", margin: 1 },
    { text: "", label: "sky", margin: 0 },
  ];
  const facts = textFacts({ judge, labels }, texts, 0);
  expect(facts).toMatchObject({ length: 7.5, margin: 0.5, medianMargin: 0.5, degenerate: 0.5 });
  expect(facts.distinct2).toBeCloseTo(2 / 3, 12);
  expect(() => textFacts({ judge, labels }, [], 0)).toThrow(
    "textFacts: texts is empty, expected at least one",
  );
});

test("a stage is made once for its inputs, on disk too, and again for others", async () => {
  let made = 0;
  const make = async () => ({ made: ++made });
  const cache = stageCache(folder);
  expect(await cache("stage", { a: 1, b: 2 }, make)).toEqual({ made: 1 });
  expect(await cache("stage", { b: 2, a: 1 }, make)).toEqual({ made: 1 });
  expect(await stageCache(folder)("stage", { a: 1, b: 2 }, make)).toEqual({ made: 1 });
  expect(await cache("stage", { a: 1, b: 3 }, make)).toEqual({ made: 2 });
  expect(await cache("other", { a: 1, b: 2 }, make)).toEqual({ made: 3 });
  expect(readdirSync(folder)).toHaveLength(3);
});

test("a stage that fails is made again, and leaves no file", async () => {
  const cache = stageCache(folder);
  await expect(cache("stage", 1, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(folder)).toEqual([]);
  expect(await cache("stage", 1, async () => 7)).toBe(7);
});

test("stages lie beside the ledger, and nowhere without one", () => {
  expect(stageFolder(path.join(folder, "run.jsonl"))).toBe(path.join(folder, "stages"));
  expect(stageFolder(undefined)).toBeUndefined();
  expect(existsSync(path.join(folder, "stages"))).toBe(false);
});

test("a stage depends on the settings of its own part and those before it alone", () => {
  const of = (changed: object, last: "candidates" | "margins" | "tuning") => {
    const scene = { data: "x", fingerprint: {}, settings: { ...worldPipelineSettings, ...changed } };
    return JSON.stringify(stageInputs({ scene, seed: 0 }, last));
  };
  const otherLambda = { margins: { folds: 5, lambda: 0.9 } };
  const otherVolume = { writing: { ...worldPipelineSettings.writing, volume: 7 } };
  expect(of(otherLambda, "candidates")).toBe(of({}, "candidates"));
  expect(of(otherLambda, "margins")).not.toBe(of({}, "margins"));
  expect(of(otherLambda, "tuning")).not.toBe(of({}, "tuning"));
  expect(of(otherVolume, "tuning")).toBe(of({}, "tuning"));
});

test("paired tests give the t test, Holm's correction, Wilcoxon's test and the runs that are needed", () => {
  const [first, second] = pairedTests([
    { name: "clear", differences: [1, 2, 3, 4, 5] },
    { name: "unclear", differences: [1, -1, 2, -2, 0.5] },
  ]);
  // t = 3 / (1.5811 / √5) = 4.2426 with 4 degrees of freedom: p = .01324 (scipy 1.17.1, ttest_1samp).
  expect(first.t).toBeCloseTo(0.013236, 5);
  expect(first.holm).toBeCloseTo(2 * first.t, 12);
  expect(first.wilcoxon).toBe(2 / 32);
  expect(first.effectSize).toBeCloseTo(3 / Math.sqrt(2.5), 12);
  expect(first.runsNeeded).toBe(5);
  // Five runs find 1.682 deviations (scipy 1.17.1, nct), here of 1.581.
  expect(first.detectable).toBeCloseTo(1.681997 * Math.sqrt(2.5), 4);
  expect(second.holm).toBeCloseTo(second.t, 12);
  expect(second.runsNeeded).toBeGreaterThan(1000);
});

test("paired tests refuse differences that are all alike", () => {
  expect(() => pairedTests([{ name: "same", differences: [1, 1] }])).toThrow(
    "pairedTests: differences of same are all 1, expected different ones",
  );
});

test("Table 2 has U-DPO above DPO above the untuned generator for every generator and data set", () => {
  const of = (data: string, method: string, generator: string) =>
    reportedTable2.find((one) => one.data === data && one.method === method && one.generator === generator)!
      .accuracy;
  expect(reportedTable2).toHaveLength(2 * (1 + 3 * 3 + 4));
  for (const data of ["arXiv", "WOS-11967"]) {
    for (const generator of ["LLaMA 3.2 1B", "LLaMA 3.2 3B", "Phi-4-mini"]) {
      expect(of(data, "U-DPO", generator)).toBeGreaterThan(of(data, "DPO", generator));
      expect(of(data, "DPO", generator)).toBeGreaterThan(of(data, "base", generator));
    }
  }
});
