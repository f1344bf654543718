/** @file Section 4.6 at scale `small` with tiny models: texts of the run, readable and other answers, what a ledger keeps. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JudgedText } from "../../../src/evaluation/judge";
import type { AnswerPrompts } from "../../../src/evaluation/judgeTexts";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { folderPipeline } from "../../../src/papers/u-dpo/folderPipeline";
import { realSets } from "../../../src/papers/u-dpo/judgedComparisons";
import { judging } from "../../../src/papers/u-dpo/judging";
import { printSmallJudging } from "../../../src/papers/u-dpo/printSmallJudging";
import { runSmallJudging } from "../../../src/papers/u-dpo/runSmallJudging";
import { fieldName, judgedSets } from "../../../src/papers/u-dpo/smallJudgedTexts";
import { answeringJudge, type RealJudge, smallJudges } from "../../../src/papers/u-dpo/smallJudges";
import { smallJudgingResult } from "../../../src/papers/u-dpo/smallJudgingResult";
import { type PipelineRun, pipelineRun } from "../../../src/papers/u-dpo/stages/pipelineRun";
import type { PipelineScene } from "../../../src/papers/u-dpo/stages/scene";
import { tinySettings, writeTinyFolders } from "./tinySmallScene";

const place = mkdtempSync(join(tmpdir(), "small-judging-"));
const ledger = join(place, "runs", "judge.jsonl");
const modelsBefore = process.env.SYNTHCLASS_MODELS;
const { pipeline } = tinySettings;
// All test texts there are: of fewer, some class would have one alone.
const manyTests = { ...tinySettings, pipeline: { ...pipeline, texts: { ...pipeline.texts, test: 60 } } };
const settings = { ...manyTests, perClass: 2 };
let scene: PipelineScene;
let run: PipelineRun;

beforeAll(async () => {
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  writeTinyFolders(join(place, "models"), join(place, "texts"));
  scene = await folderPipeline(join(place, "texts"), manyTests);
  run = pipelineRun(scene, 0, join(place, "runs", "stages"));
}, 60_000);
afterAll(async () => {
  await run.dispose();
  scene.dispose();
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

/** Answers every third prompt in other words than it was asked for. */
const everyThirdRambles: AnswerPrompts = async (prompts) =>
  prompts.map((_, at) =>
    at % 3 === 2 ? "Four of five." : `relevance: ${at % 5}\nfluency: 4\nclass alignment: 2.5`,
  );
const scripted = answeringJudge(() => everyThirdRambles);
const setOf = async (method: string): Promise<JudgedText[]> =>
  judgedSets(run, settings, 2)
    .find((set) => set.method === method)!
    .texts({});
const metricsOf = (records: readonly RunRecord[], method: string) =>
  records.find((record) => record.method === method)!.metrics;

test("the texts are the first of the run's, and real ones of another class are those of the class in other places", async () => {
  const written = await run.written({ method: "base" }, tinySettings.run.askedPerClass);
  const base = await setOf("base");
  expect(base.map(({ text }) => text)).toEqual(written.slice(0, 22).map(({ text }) => text));
  expect(base.map(({ label }) => label)).toEqual(written.slice(0, 22).map(({ label }) => fieldName(label)));
  const [own, other, reversed] = await Promise.all(Object.values(realSets).map(setOf));
  expect(other.map(({ text }) => text).sort()).toEqual(own.map(({ text }) => text).sort());
  expect(other[0].text).toBe(own[5].text);
  for (const [at, { label, demonstrations, text }] of own.entries()) {
    expect([other[at].label, other[at].demonstrations]).toEqual([label, demonstrations]);
    expect([base[at].label, base[at].demonstrations]).toEqual([label, demonstrations]);
    const source = scene.texts(0).test.find((one) => one.text.replace(/\s+/g, " ").startsWith(text))!;
    expect(fieldName(source.label)).toBe(label);
    expect(other[at].text).not.toBe(text);
    expect(reversed[at].text.split(" ").reverse().join(" ")).toBe(text);
  }
});

test("more real texts than a class has are refused", async () => {
  const { test: held } = scene.texts(0);
  const counts = scene.labels.map((label) => held.filter((one) => one.label === label).length);
  const fewest = Math.min(...counts);
  const own = judgedSets(run, settings, fewest + 1).find(({ method }) => method === realSets.own)!;
  await expect(own.texts({})).rejects.toThrow(
    new RangeError(
      `judgedSets: a class has ${fewest} test texts for "real, of the class", expected at least ${fewest + 1}`,
    ),
  );
});

test("unreadable answers are counted and left out; a second call reads the ledger and asks nobody", async () => {
  const records = await runSmallJudging(scene, settings, [scripted], { ledger });
  expect(records).toHaveLength(6 + 5);
  for (const method of ["base", "DPO", "U-DPO", ...Object.values(realSets)]) {
    const { asked, readable, fluency, classAlignment } = metricsOf(records, method);
    expect([asked, readable, fluency, classAlignment]).toEqual([22, 15, 4, 2.5]);
  }
  const control = metricsOf(records, "real, of the class, minus real, of another class");
  expect([control.pairs, control.classAlignment, control["classAlignment area"]]).toEqual([15, 0, 0.5]);
  const silent = answeringJudge(() => async () => {
    throw new Error("asked again");
  });
  expect(await runSmallJudging(scene, settings, [silent], { ledger })).toEqual(records);
});

test("a judge that fails at its third set goes on there, with what it had graded kept", async () => {
  const sets: number[] = [];
  let calls = 0;
  const failing = (after: number): RealJudge => ({
    source: "failing",
    async grade(texts) {
      if (calls++ === after) throw new Error("out of memory");
      sets.push(texts.length);
      return { grades: texts.map(() => ({ relevance: 1, fluency: 1, classAlignment: 1 })), facts: {} };
    },
  });
  const file = join(place, "runs", "failing.jsonl");
  await expect(runSmallJudging(scene, settings, [failing(2)], { ledger: file })).rejects.toThrow(
    "out of memory",
  );
  expect(sets).toHaveLength(2);
  const records = await runSmallJudging(scene, settings, [failing(Infinity)], { ledger: file });
  expect(sets).toHaveLength(6);
  expect(records).toHaveLength(11);
});

test("a local model judges in three ways: words, probabilities, likelihoods of classes that sum to 5", async () => {
  const { decoder } = await scene.generator(0);
  const judges = smallJudges(decoder, scene.labels.map(fieldName));
  expect(judges.map(({ source }) => source)).toEqual(["answers", "expected grade", "class likelihood"]);
  const texts = scene.labels.map((label) => ({
    text: "Reefs recover.",
    label: fieldName(label),
    demonstrations: [],
  }));
  const [answers, expected, likelihood] = await Promise.all(judges.map((judge) => judge.grade(texts)));
  expect(answers.grades).toEqual(new Array(11).fill(null));
  expect(expected.grades).toEqual(new Array(11).fill(null));
  expect(expected.facts.mass).toBeLessThan(0.5);
  const sum = likelihood.grades.reduce((total, one) => total + one!.classAlignment!, 0);
  expect(sum).toBeCloseTo(5, 4);
}, 30_000);

test("tables show what could not be read as nothing, and no claim has a verdict", async () => {
  const records = await runSmallJudging(scene, settings, [scripted], { ledger });
  const result = smallJudgingResult(records);
  expect(result.claims.map(({ verdict }) => verdict)).toEqual(new Array(5).fill("not tested at this scale"));
  expect(result.seconds).toBeCloseTo(
    records.reduce((sum, { seconds }) => sum + seconds, 0),
    9,
  );
  const text = judging.print(result);
  expect(text).toBe(printSmallJudging(result));
  expect(text).toMatch(/answers +\| base +\| +22 \| +15 \|/);
  const mute = answeringJudge(() => async (prompts) => prompts.map(() => ""));
  const nothing = smallJudgingResult(await runSmallJudging(scene, settings, [mute], {}));
  expect(printSmallJudging(nothing)).toMatch(/none read/);
  expect(() => smallJudgingResult([])).toThrow(
    new RangeError("smallJudgingResult: records has 0 values, expected at least one"),
  );
});

test("the experiment asks for a folder at this scale", async () => {
  await expect(judging.run({ scale: "small", seeds: 2 })).rejects.toThrow(
    new RangeError("judging: data is missing, expected a folder at scale small"),
  );
});
