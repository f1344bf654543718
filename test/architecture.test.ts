/**
 * @file The rules of the house that a program can check: arrows of imports, one door to each outside, one idea a file.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The folders of src in order of dependence: a file imports from its own folder or from those before it. */
const folders = [
  "random",
  "statistics",
  "charts",
  "engine",
  "text",
  "data",
  "models",
  "losses",
  "training",
  "generation",
  "preference",
  "weighting",
  "evaluation",
  "experiments",
  "papers",
];

const root = path.dirname(__dirname);

const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({
    name: name.replaceAll(path.sep, "/"),
    text: readFileSync(path.join(root, "src", name), "utf8"),
  }));

const sourceOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

const importsOf = (text: string) =>
  [...sourceOf(text).matchAll(/(?:from|import|import\(|require\()\s*["']([^"']+)["']/g)].map(
    (match) => match[1],
  );

/** Relative imports that are still there at run time. */
const valueImportsOf = (text: string) =>
  importsOf(sourceOf(text).replace(/^(import|export) type [\s\S]*?;/gm, "")).filter((target) =>
    target.startsWith("."),
  );

/** The files whose text, without comments, matches. */
const filesWith = (pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(sourceOf(text))).map(({ name }) => name);

const folderOf = (name: string) => name.split("/")[0];

test("every folder of src has its place in the order of dependence", () => {
  expect(files.length).toBeGreaterThan(0);
  expect(
    [...new Set(files.map(({ name }) => folderOf(name)))].filter((name) => !folders.includes(name)),
  ).toEqual([]);
});

test("no file imports from a folder below its own", () => {
  const wrong = files.flatMap(({ name, text }) =>
    importsOf(text)
      .filter((target) => target.startsWith("."))
      .map((target) => path.posix.join(path.posix.dirname(name), target))
      .filter((target) => folders.indexOf(folderOf(target)) > folders.indexOf(folderOf(name)))
      .map((target) => `${name} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("no file imports what lies outside src, or a folder instead of a file", () => {
  const names = new Set(files.map(({ name }) => name));
  const wrong = files.flatMap(({ name, text }) =>
    importsOf(text)
      .filter((target) => target.startsWith("."))
      .map((target) => path.posix.join(path.posix.dirname(name), target))
      .filter((target) => !names.has(`${target}.ts`))
      .map((target) => `${name} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others, types aside: tslab cannot load a circle", () => {
  const edges = new Map(
    files.map(({ name, text }) => [
      name,
      valueImportsOf(text).map((target) => `${path.posix.join(path.posix.dirname(name), target)}.ts`),
    ]),
  );
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (edges.get(from) ?? []).some(
      (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
    );
  expect([...edges.keys()].filter((name) => reaches(name, name, new Set()))).toEqual([]);
});

test("no file is named like a package that its folder imports: tslab would take the file for the package", () => {
  const clashes = files.flatMap(({ name, text }) => {
    const beside = files.filter((other) => path.posix.dirname(other.name) === path.posix.dirname(name));
    return importsOf(text).filter((target) =>
      beside.some((other) => path.posix.basename(other.name, ".ts") === target),
    );
  });
  expect(clashes).toEqual([]);
});

test("only the engine imports TensorFlow.js, and only charts danfo and Vega", () => {
  const wrong = files.flatMap(({ name, text }) =>
    importsOf(text)
      .filter((target) => target.startsWith("@tensorflow/") && folderOf(name) !== "engine")
      .concat(
        importsOf(text).filter((target) => /^(danfojs|vega)/.test(target) && folderOf(name) !== "charts"),
      )
      .map((target) => `${name} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("only src/charts/notebook.ts knows the notebook", () => {
  const knowing = filesWith(/["']tslab["']|Symbol\.for\(\s*["']synthclass\./);
  expect(knowing).toEqual(["charts/notebook.ts"]);
});

test("chance comes from src/random alone", () => {
  expect(
    filesWith(/Math\.random|tf\.(randomNormal|randomUniform|truncatedNormal|multinomial|dropout)\b/),
  ).toEqual([]);
});

test("there are no barrels, no utils and no default exports", () => {
  expect(
    files
      .map(({ name }) => name)
      .filter((name) => /(^|\/)(index|utils?|helpers?|common|core)\.ts$/.test(name)),
  ).toEqual([]);
  expect(filesWith(/^export default /m)).toEqual([]);
});

test("no file inherits, suppresses the type checker or casts to any", () => {
  expect(filesWith(/\bclass\s+\w+\s+extends\s+(?!Error\b|RangeError\b|TypeError\b)/)).toEqual([]);
  expect(
    files
      .filter(({ text }) => /@ts-(ignore|expect-error|nocheck)|\bas any\b/.test(text))
      .map(({ name }) => name),
  ).toEqual([]);
});

test("every file opens with what it holds and stays below 200 lines", () => {
  const silent = files.filter(({ text }) => !/^\/\*\*\s+(\*\s+)?@file \S/.test(text)).map(({ name }) => name);
  expect(silent).toEqual([]);
  const long = files.filter(({ text }) => text.split("\n").length > 201).map(({ name }) => name);
  expect(long).toEqual([]);
});

test("a file with one exported function is named after it, or after the type it serves", () => {
  const misnamed = files.flatMap(({ name, text }) => {
    const exported = [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map((match) => match[1]);
    const base = path.posix.basename(name, ".ts");
    const named = new RegExp(`^export (?:interface|type|const) ${base}\\b`, "im").test(text);
    return exported.length === 1 && exported[0] !== base && !named ? [`${name} exports ${exported[0]}`] : [];
  });
  expect(misnamed).toEqual([]);
});

test("every Source names an equation, table, figure, algorithm, section, appendix or page", () => {
  const vague = files.flatMap(({ name, text }) =>
    [...text.matchAll(/\* Source:([^\n]*(?:\n \* {2}[^\n]*)*)/g)]
      .filter(
        ([, source]) =>
          !/Eq\.|table|fig\.|algorithm|section|sec\.|app\.|appendix|page|p\. \d|chapter|documentation|source code|ours/i.test(
            source,
          ),
      )
      .map(([, source]) => `${name}:${source}`),
  );
  expect(vague).toEqual([]);
});

test("tracked text names no machine path and no registry host", () => {
  const texts = [
    ...files,
    ...["README.md", "CONTRIBUTING.md", "package.json"].map((name) => ({
      name,
      text: readFileSync(path.join(root, name), "utf8"),
    })),
  ];
  const leaks = texts.filter(({ text }) =>
    /(^|[\s"'`(])\/(work|root|home|tmp|Users)\/\w|registry\.npmjs\.org|files\.pythonhosted\.org/.test(text),
  );
  expect(leaks.map(({ name }) => name)).toEqual([]);
});
