/** @file The scene at scale `small`: its texts, its prompts, its classifiers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import { folderPipeline } from "../../../src/papers/u-dpo/folderPipeline";
import type { PipelineScene } from "../../../src/papers/u-dpo/stages/scene";
import { stream } from "../../../src/random/stream";
import { tinySettings, writeTinyFolders } from "./tinySmallScene";

const place = mkdtempSync(join(tmpdir(), "folder-pipeline-"));
const data = join(place, "texts");
const modelsBefore = process.env.SYNTHCLASS_MODELS;
let scene: PipelineScene;

beforeAll(async () => {
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  writeTinyFolders(join(place, "models"), data);
  scene = await folderPipeline(data, tinySettings);
});
afterAll(() => {
  scene.dispose();
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

test("real texts are as many of each class, and the same for every seed", () => {
  const { real, test: held } = scene.texts(0);
  const counts = scene.labels.map((label) => real.filter((one) => one.label === label).length);
  expect(counts).toEqual(new Array(11).fill(3));
  expect(held).toHaveLength(22);
  expect(scene.texts(5)).toEqual(scene.texts(0));
});

test("a prompt shows whole words of the first sentences, and asks for the class by its name", async () => {
  const { decoder, promptTokens } = await scene.generator(0);
  const long = `${"Reefs recover slowly ".repeat(20).trim()}.`;
  const prompt = decoder.tokenizer.decode(
    promptTokens({ label: "math.GR", demonstrations: ["Short. Text.", long] }),
    { specialTokens: true },
  );
  const [field, first, second, answer] = prompt.trim().split("\n");
  expect([field.replace("<bos>", ""), first, answer]).toEqual([
    "field: group theory",
    "example: Short. Text.",
    "abstract:",
  ]);
  expect(second.startsWith("example: Reefs")).toBe(true);
  expect(decoder.tokenizer.encodePlain(second.slice("example: ".length)).length).toBeLessThanOrEqual(12);
});

test("a whole text ends with a line break, one that was cut off does not", async () => {
  const { decoder, completionTokens } = await scene.generator(0);
  const end = decoder.tokenizer.encodePlain("\n");
  expect(completionTokens("It ends.").slice(-1)).toEqual(end);
  expect(completionTokens('It "ends."').slice(-1)).toEqual(end);
  expect(completionTokens("It does not").slice(-1)).not.toEqual(end);
  expect(decoder.tokenizer.decode(completionTokens("It does not"))).toBe(" It does not");
});

test("a classifier is the same for the same stream, another for another, and leaves no tensor behind", async () => {
  const { real } = scene.texts(0);
  const ask = async (seed: number) => {
    const fitted = await scene.fit(real, stream(seed, "fit"));
    const rows = await fitted.logProbs(["Reefs recover.", "", real[0].text]);
    fitted.dispose();
    return rows.map((row) => Array.from(row));
  };
  const first = await ask(1);
  expect(first.map((row) => row.length)).toEqual([11, 11, 11]);
  for (const row of first) {
    expect(row.map(Math.exp).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  }
  const leaked = await tensorsLeft(() => ask(1));
  expect(leaked).toBe(0);
  expect(await ask(1)).toEqual(first);
  expect(await ask(2)).not.toEqual(first);
});

test("more real texts than a class has are refused", async () => {
  const settings = {
    ...tinySettings,
    pipeline: { ...tinySettings.pipeline, texts: { realPerClass: 200, manyTimes: 1, test: 5 } },
  };
  await expect(folderPipeline(data, settings)).rejects.toThrow(
    /^folderPipeline: .* texts, expected at least 200$/,
  );
});
