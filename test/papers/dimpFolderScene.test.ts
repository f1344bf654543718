import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { worldDataset } from "../../src/data/world/worldDataset";
import { bertConfig } from "../../src/models/encoderConfig";
import { initEncoder } from "../../src/models/initEncoder";
import { saveEncoder } from "../../src/models/saveEncoder";
import { folderScene } from "../../src/papers/dimp/folderScene";
import { runGeneratedData } from "../../src/papers/dimp/generatedData";
import { smallEncoder, smallSettings, type TableSettings } from "../../src/papers/dimp/settings";
import { runTable1 } from "../../src/papers/dimp/table1";
import { stream } from "../../src/random/stream";
import { wordTokenizer } from "../../src/text/wordTokenizer";

const settings: TableSettings = {
  ...smallSettings,
  rows: { smallReal: 400, synthetic: 30, largeReal: 20, test: 15 },
  smallRealPerClass: 3,
  frozenLayers: 1,
  schedule: { epochs: 1, batchSize: 16, learningRate: 0.01 },
  smallSchedule: { epochs: 1, batchSize: 16, learningRate: 0.01 },
};

let place: string;
let data: string;
const modelsBefore = process.env.SYNTHCLASS_MODELS;

/** A folder of texts with two synthetic sets, and a tiny encoder under the real one's name. */
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "folder-scene-"));
  data = join(place, "texts");
  mkdirSync(data);
  const world = worldDataset({ sizes: { train: 200, validation: 0, test: 40, synthetic: 60 }, seed: 1 });
  const write = (name: string, examples: readonly object[]) =>
    writeFileSync(join(data, name), examples.map((example) => `${JSON.stringify(example)}\n`).join(""));
  write("train.jsonl", world.train);
  write("test.jsonl", world.test);
  write("synthetic_plain.jsonl", world.synthetic.synthetic.slice(0, 25));
  write("synthetic_other.jsonl", world.synthetic.synthetic.slice(25));
  const tokenizer = wordTokenizer(
    world.train.map(({ text }) => text),
    { limit: 300 },
  );
  const config = bertConfig({
    vocabularySize: tokenizer.size,
    hiddenSize: 8,
    layers: 2,
    heads: 2,
    maxPositions: 96,
  });
  process.env.SYNTHCLASS_MODELS = join(place, "models");
  const folder = join(place, "models", smallEncoder);
  mkdirSync(folder, { recursive: true });
  saveEncoder(folder, { config, params: initEncoder(config, stream(1, "tiny")), tokenizer });
});
afterAll(() => {
  if (modelsBefore === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = modelsBefore;
  rmSync(place, { recursive: true });
});

const signal = new AbortController().signal;

describe("folderScene", () => {
  test("takes every synthetic set as a source of its own, and no row of train twice", async () => {
    const scene = await folderScene({ folder: data, settings });
    const { sources, test } = await scene.ofSeed(0, signal);
    expect(scene.syntheticSources).toEqual(["synthetic other", "synthetic plain"]);
    const sizes = Object.entries(sources).map(([name, { labels }]) => [name, labels.length]);
    expect(Object.fromEntries(sizes)).toEqual({
      "small real": 33,
      "synthetic other": 30,
      "synthetic plain": 25,
      "large real": 20,
    });
    expect(test.labels.length).toBe(15);
    const texts = ["small real", "large real"].flatMap((name) =>
      sources[name].inputs.encodings.map(({ ids }) => ids.join()),
    );
    expect(new Set(texts).size).toBe(53);
    scene.dispose();
  });

  test("has one head per seed on the same encoder and rows", async () => {
    const scene = await folderScene({ folder: data, settings });
    const head = async (seed: number) => [
      ...(await scene.ofSeed(seed, signal)).params["classifier.weight"].dataSync(),
    ];
    expect(await head(1)).toEqual(await head(1));
    expect(await head(1)).not.toEqual(await head(2));
    scene.dispose();
  });

  test("refuses a synthetic set that is not there", async () => {
    await expect(folderScene({ folder: data, settings, synthetic: "none" })).rejects.toThrow(
      new RangeError("syntheticSets: chosen is none, expected one of other, plain"),
    );
  });
});

test("dimp/5.1-table-1 runs on a folder, and judges the claims of one synthetic set by name", async () => {
  const told: string[] = [];
  const onProgress = ({ text }: { text: string }) => told.push(text);
  const options = { scale: "small", data, synthetic: "plain", seeds: 2, onProgress } as const;
  const result = await runTable1(options, settings);
  expect(told).toContain("states of the frozen layers: test, 15 texts");
  expect(new Set(result.rows.map(({ source }) => source))).toEqual(
    new Set(["small real", "synthetic plain", "large real"]),
  );
  expect(new Set(result.rows.map(({ data }) => data))).toEqual(new Set(["texts"]));
  expect(result.claims.map(({ id }) => id)).toContain("imp-over-ce (synthetic plain)");
  expect(result.rows.some(({ metric }) => metric === "weightCorrelation")).toBe(false);
});

test("where the small real set takes all of train there is no large one: Table 1 goes without, others refuse", async () => {
  const few = { ...settings, smallRealPerClass: 400, rows: { ...settings.rows, test: 5 } };
  const options = { scale: "small", data, synthetic: "plain", seeds: 2 } as const;
  const { rows, claims } = await runTable1(options, few);
  expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(["small real", "synthetic plain"]));
  expect(claims.find(({ id }) => id === "dimp-over-ce-large-real")?.verdict).toBe("not tested at this scale");
  await expect(runGeneratedData(options, few)).rejects.toThrow(
    new RangeError("generatedData: large real has 0 texts, expected more in train than small real takes"),
  );
});
