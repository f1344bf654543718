import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { worldDataset } from "../../src/data/world/worldDataset";
import { writeFolder } from "../../src/data/writeFolder";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { bertConfig } from "../../src/models/encoderConfig";
import { initEncoder } from "../../src/models/initEncoder";
import { saveEncoder } from "../../src/models/saveEncoder";
import { besideReported, printRealData } from "../../src/papers/dimp/printRealData";
import { runRealData } from "../../src/papers/dimp/realData";
import { realSettings, smallEncoder } from "../../src/papers/dimp/settings";
import { stream } from "../../src/random/stream";
import { wordTokenizer } from "../../src/text/wordTokenizer";

const schedule = { epochs: 1, batchSize: 32, learningRate: 0.01 };
const settings = {
  ...realSettings,
  rows: { smallReal: 20, synthetic: 24, largeReal: 24, test: 15 },
  maxTokens: 12,
  frozenLayers: 1,
  schedule,
  smallSchedule: schedule,
};

let place: string;
let withSynthetic: ExperimentResult;
let without: ExperimentResult;
let tensors: number;
const modelsBefore = process.env.SYNTHCLASS_MODELS;

/** Two folders, one of them without generated texts, and a tiny encoder under the real one's name. */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "real-data-"));
  const sizes = { train: 80, validation: 40, test: 30, synthetic: 40 };
  const { train, validation, test: tests, synthetic } = worldDataset({ sizes, seed: 1 });
  writeFolder(join(place, "both"), { train, validation, test: tests, ...synthetic });
  writeFolder(join(place, "alone"), { train, validation, test: tests });
  const texts = train.map(({ text }) => text);
  const tokenizer = wordTokenizer(texts, { limit: 300 });
  const shape = { hiddenSize: 8, layers: 2, heads: 2, maxPositions: 32 };
  const config = bertConfig({ ...shape, vocabularySize: tokenizer.size });
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  const folder = join(place, "models", smallEncoder);
  mkdirSync(folder, { recursive: true });
  saveEncoder(folder, { config, params: initEncoder(config, stream(1, "tiny")), tokenizer });
  const run = (data: string) => runRealData({ scale: "small", data: join(place, data), seeds: 2 }, settings);
  tensors = await tensorsLeft(async () => {
    withSynthetic = await run("both");
    without = await run("alone");
  });
}, 60_000);
afterAll(() => {
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

const armsOf = ({ rows }: ExperimentResult, source: string) =>
  rows.filter((row) => row.metric === "accuracy" && row.source === source).map(({ method }) => method);

test("a folder with generated texts is run on three sources, with controls on the generated one", () => {
  expect(armsOf(withSynthetic, "small real")).toEqual(["CE", "DIMP"]);
  expect(armsOf(withSynthetic, "synthetic")).toEqual([
    "CE",
    "Focal",
    "IMP",
    "DIMP",
    "without diversity checker",
    "IMP, weights of mean 1",
    "DIMP, weights of mean 1",
  ]);
  expect(armsOf(withSynthetic, "large real")).toEqual(["CE", "IMP", "DIMP"]);
});

test("a folder without them is run on noisy real texts in their place, and judged by App. G", () => {
  expect(armsOf(without, "noisy real")).toEqual(["CE", "IMP", "DIMP"]);
  expect(armsOf(without, "synthetic")).toEqual([]);
  expect(without.claims.map(({ place }) => place)).toContain("App. G, Table 4");
  expect(withSynthetic.claims.map(({ place }) => place)).not.toContain("App. G, Table 4");
});

test("accuracy and macro F1 stand beside the reported ones where the paper has the row", () => {
  const text = String(besideReported(withSynthetic, "Financial"));
  expect(text).toMatch(/synthetic +\| IMP +\|.*82\.1.*79\.4/);
  expect(text).toMatch(/IMP, weights of mean 1 +\|.*–.*–/);
  expect(printRealData(withSynthetic)).toContain("majority rate");
});

test("nothing is left in memory, and a missing folder is refused", async () => {
  expect(tensors).toBe(0);
  await expect(runRealData({ scale: "small", seeds: 2 })).rejects.toThrow(
    new RangeError("realData: data is missing, expected a folder"),
  );
});
