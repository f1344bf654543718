import { afterAll, beforeAll, expect, test } from "vitest";
import { domainConfusion } from "../../../src/papers/data-study/domainConfusion";
import { domains, domainTexts } from "../../../src/papers/data-study/otherDomains";
import { ownReading } from "../../../src/papers/data-study/ownReading";
import { worldStudySettings } from "../../../src/papers/data-study/settings";
import { openStudy, type Study } from "../../../src/papers/data-study/study";
import { fewShotLabels } from "../../../src/papers/world/fewShotLabels";
import { tinyModel, useOwnModels } from "../u-dpo/tinyWorldScene";

useOwnModels();

const settings = { ...worldStudySettings, synthetic: 44, test: 110, maxTokens: 8 };
let study: Study;
beforeAll(async () => {
  study = await openStudy("test", {}, settings, { settings: tinyModel, seed: 0 });
});
afterAll(() => study.dispose());

test("the generator's probabilities of the fields sum to 1, and its label is the likeliest of them", async () => {
  const texts = study.tasks[0]
    .real(1)
    .test.slice(0, 5)
    .map(({ text }) => text);
  const read = await ownReading(study, texts);
  for (const row of read) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
  const prompts = study.tasks[0].labels.map((label) => ({ label, demonstrations: [] }));
  const said = await fewShotLabels(texts, {
    decoder: study.generators.decoder,
    prompts,
    maxTokens: settings.maxTokens,
  });
  expect(read.map((row) => row.indexOf(Math.max(...row)))).toEqual(said);
});

test("the domains share the eleven fields out among them, none twice", async () => {
  const { labels } = study.tasks[0];
  const all = await Promise.all(Object.keys(domains).map((name) => domainTexts(study, name, "real only", 1)));
  expect(all.flatMap((one) => one.labels)).toEqual([...labels]);
  for (const one of all) {
    expect(one.train).toHaveLength(9 * one.labels.length);
    for (const { label } of [...one.train, ...one.test]) expect(one.labels).toContain(label);
  }
});

test("generated texts of the domain's fields come after its real ones", async () => {
  const alone = await domainTexts(study, "machines", "real only", 1);
  const mixed = await domainTexts(study, "machines", "zero-shot", 1);
  expect(mixed.train.slice(0, alone.train.length)).toEqual(alone.train);
  expect(mixed.train).toHaveLength(alone.train.length + (3 * 44) / 11);
  expect(mixed.test).toEqual(alone.test);
});

test("shares of confusion sum to 1 in each field that has a text, and a classifier of telling words makes none", async () => {
  const one = (text: string, label: string) => ({ text, label });
  const labels = ["sea", "sky", "fire"];
  const train = labels.flatMap((label) => Array(9).fill(one(`${label}word and`, label)));
  const tested = [
    one("seaword", "sea"),
    one("seaword and", "sea"),
    one("skyword", "sky"),
    one("seaword", "sky"),
  ];
  const shares = await domainConfusion(study, { labels, train, test: tested }, 1);
  expect(shares.map(({ actual, predicted, share }) => [actual, predicted, share])).toEqual([
    ["sea", "sea", 1],
    ["sea", "sky", 0],
    ["sea", "fire", 0],
    ["sky", "sea", 0.5],
    ["sky", "sky", 0.5],
    ["sky", "fire", 0],
  ]);
});
