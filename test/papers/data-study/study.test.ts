import { expect, test } from "vitest";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { biasResult, runBias } from "../../../src/papers/data-study/bias";
import { kindsOfTexts } from "../../../src/papers/data-study/kindsOfTexts";
import { lowResource } from "../../../src/papers/data-study/lowResource";
import { runMethods } from "../../../src/papers/data-study/methods";
import { methodsResult, printMethods } from "../../../src/papers/data-study/methodsResult";
import { runDomains } from "../../../src/papers/data-study/otherDomains";
import {
  sensitivityMethods,
  sensitivityShares,
  wordings,
} from "../../../src/papers/data-study/promptSensitivity";
import { worldStudySettings } from "../../../src/papers/data-study/settings";
import { runSkill, skillResult } from "../../../src/papers/data-study/skill";
import { openStudy, type Study } from "../../../src/papers/data-study/study";
import { realTexts, studyTasks } from "../../../src/papers/data-study/studyTasks";
import { tinyModel, useOwnModels } from "../u-dpo/tinyWorldScene";

useOwnModels();

const settings = {
  ...worldStudySettings,
  synthetic: 44,
  test: 110,
  maxTokens: 8,
  topicsAsked: 2,
  classifier: { ...worldStudySettings.classifier, epochs: 2 },
};
const changes = { settings, model: { settings: tinyModel, seed: 0 } };
const options = { scale: "world", seeds: 2 } as const;

test("every way of prompting is run alone and beside the real texts, on every task", async () => {
  const records = await runMethods(options, changes);
  expect(records).toHaveLength(2 * 3 * (1 + 2 * 5));
  const result = methodsResult("world", records);
  expect(result.claims.map(({ verdict }) => verdict)).not.toContain("not tested at this scale");
  expect(printMethods(result)).toContain("topic coverage");
});

test("the same seed writes the same texts, more texts begin with the fewer, and a cut run asks for none twice", async () => {
  const study = await openStudy("test", {}, settings, changes.model);
  const ten = await study.written("few-shot 3", 1, { count: 10 });
  const more = await study.written("few-shot 3", 1, { count: 15 });
  expect(more.slice(0, 10)).toEqual(ten);
  expect(await study.written("few-shot 3", 2, { count: 10 })).not.toEqual(ten);
  for (const { prompt, label } of more) {
    expect(prompt.demonstrations).toHaveLength(3);
    const shown = study.tasks[0]
      .real(1)
      .raw.filter((one) => one.label === label)
      .map(({ text }) => text);
    for (const text of prompt.demonstrations) expect(shown).toContain(text);
  }
  study.dispose();
});

test("three kinds of texts are learnt from in sets of one size, and too few right ones are refused", async () => {
  const study = await openStudy("test", {}, settings, changes.model);
  const written: Study["written"] = async (_method, seed) =>
    realTexts(study.world.real, 4, seed + 50).map((text) => ({
      ...text,
      prompt: { label: text.label, demonstrations: [] },
    }));
  const scores = await kindsOfTexts({ ...study, written }, 3, [1, 2]);
  expect(scores.map(({ kind, texts }) => `${texts} ${kind}`)).toEqual(
    [11, 22].flatMap((texts) => ["generated", "the right ones", "real"].map((kind) => `${texts} ${kind}`)),
  );
  for (const { accuracy } of scores) expect(accuracy).toBeGreaterThan(1 / 11);
  await expect(kindsOfTexts({ ...study, written }, 3, [5])).rejects.toThrow(
    /^kindsOfTexts: \d+ of 44 texts are right, expected at least 55$/,
  );
  study.dispose();
});

test("texts that may be shown in prompts are raw texts of each task", () => {
  const [fields, imbalanced] = studyTasks(worldStudySettings);
  const texts = new Set(imbalanced.real(3).raw.map(({ text }) => text));
  const { raw } = fields.real(3);
  for (const label of fields.labels) {
    const first = raw.filter((one) => one.label === label).slice(0, worldStudySettings.shownPerClass);
    for (const { text } of first) expect(texts).toContain(text);
  }
  const counts = fields.labels.map(
    (label) => imbalanced.real(3).raw.filter((one) => one.label === label).length,
  );
  expect(counts).toEqual([18, 18, 18, 6, 6, 6, 6, 6, 6, 6, 6]);
});

test("a planted phrase is found, and no remedy leaves it in", async () => {
  const records = await runBias(options, { ...changes, settings: { ...settings, synthetic: 990 } });
  const shortcut = records.filter(({ method }) => method === "shortcut");
  for (const { metrics } of shortcut) {
    expect(metrics.plantedFound).toBe(1);
    expect(metrics.withPhrase).toBeGreaterThan(0.03);
  }
  const mended = records.filter(({ method }) => /rephrased|dropped|removed/.test(method));
  for (const { metrics } of mended) expect(metrics.withPhrase).toBe(0);
  expect(biasResult("world", records).rows.length).toBeGreaterThan(0);
});

test("generators of different reading are told apart by their names", async () => {
  const other = { ...tinyModel, training: { ...tinyModel.training, steps: 3 } };
  const records = await runSkill(options, { settings }, { "2 steps": tinyModel, "3 steps": other });
  expect(records.map(({ method, seed }) => `${method} ${seed}`)).toEqual([
    "2 steps 0",
    "2 steps 1",
    "3 steps 0",
    "3 steps 1",
  ]);
  expect(new Set(records.map((record) => record.settings.model)).size).toBe(2);
});

test("a generator's skill is ranked with what its texts teach, seed by seed", () => {
  const run = (method: string, seed: number, ownAccuracy: number, alone: number): RunRecord => ({
    key: `${method} ${seed}`,
    data: "fields",
    source: "zero-shot topic",
    method,
    seed,
    settings: {},
    metrics: { ownAccuracy, alone, mixed: alone + 0.1, fidelity: 1 - alone },
    seconds: 1,
  });
  const records = [0, 1].flatMap((seed) => [
    run("few steps", seed, 0.2, 0.3),
    run("more steps", seed, 0.5, 0.4),
    run("most steps", seed, 0.9, seed === 0 ? 0.5 : 0.35),
  ]);
  const [skills, fidelity, beyond] = skillResult("world", records).claims;
  expect(skills.effect).toBeCloseTo((1 + 0.5) / 2, 12);
  expect(fidelity.effect).toBeCloseTo(-1, 12);
  expect(beyond.effect).toBeCloseTo((0.6 + 0.45) / 2 - 0.9, 12);
});

test("a folder is refused, and nothing is left behind", async () => {
  await expect(lowResource.run({ ...options, data: "somewhere" })).rejects.toThrow(
    "data-study/2-low-resource: data is somewhere, expected none at scale world",
  );
  const run = () => runDomains(options, changes);
  await run();
  expect(await tensorsLeft(run)).toBe(0);
});

test("accuracies that differ by wording alone give the wording all of the spread", () => {
  const records = sensitivityMethods.flatMap((method) =>
    wordings.flatMap((source, at) =>
      [0, 1, 2].map(
        (seed): RunRecord => ({
          key: `${method} ${source} ${seed}`,
          data: "fields",
          source,
          method,
          seed,
          settings: {},
          metrics: { accuracy: method === "few-shot 3" ? seed : at },
          seconds: 1,
        }),
      ),
    ),
  );
  const shares = sensitivityShares(records);
  expect(shares.map(({ rows }) => rows)).toEqual([1, 1, 0]);
  expect(shares.map(({ columns }) => columns)).toEqual([0, 0, 1]);
});
