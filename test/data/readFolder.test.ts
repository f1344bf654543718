import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readFolder } from "../../src/data/readFolder";
import { jsonLines, temporaryFolder } from "./files";

const train = jsonLines([
  ["a train", "x"],
  ["b train", "y"],
  ["c train", "z"],
]);
const whole = {
  "train.jsonl": train,
  "validation.csv": "text,label\na validation,y\n",
  "test.jsonl.gz": gzipSync(jsonLines([["a test", "z"]])),
};

test("readFolder reads splits of every format and generated sets by name", async () => {
  const folder = temporaryFolder({
    ...whole,
    "README.md": "about",
    "synthetic.csv": "text,label\na synthetic,x\n",
    "synthetic_base-line.jsonl": jsonLines([["b synthetic", "y"]]),
    "synthetic-few.csv.gz": gzipSync("text,label\nc synthetic,z\n"),
  });
  expect(await readFolder(folder)).toEqual({
    name: folder.split("/").pop(),
    labels: ["x", "y", "z"],
    train: ["a", "b", "c"].map((text, i) => ({ text: `${text} train`, label: "xyz"[i] })),
    validation: [{ text: "a validation", label: "y" }],
    test: [{ text: "a test", label: "z" }],
    synthetic: {
      synthetic: [{ text: "a synthetic", label: "x" }],
      "base-line": [{ text: "b synthetic", label: "y" }],
      few: [{ text: "c synthetic", label: "z" }],
    },
    warnings: [],
  });
});

test("readFolder reads Parquet splits, with numbers as labels in their order", async () => {
  const numbers = readFileSync(join(__dirname, "../golden/parquet/numbers.parquet"));
  const folder = temporaryFolder({
    "train.parquet": numbers,
    "validation.csv": "sentence1,label\na,10\n",
    "test.csv": "sentence1,label\nb,2\n",
  });
  const dataset = await readFolder(folder, { columns: { text: "sentence1" } });
  expect(dataset.labels).toEqual(["0", "1", "2", "10"]);
  expect(dataset.train).toHaveLength(7);
});

test("without a validation file one is set aside from training, which is said", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [`text ${i}`, i < 30 ? "common" : "rare"] as const);
  const folder = temporaryFolder({
    "train.jsonl": jsonLines(rows),
    "test.jsonl": jsonLines([["a", "rare"]]),
  });
  const dataset = await readFolder(folder, { validationShare: 0.2, seed: 5 });
  expect(dataset.train).toHaveLength(32);
  expect(dataset.validation.filter(({ label }) => label === "common")).toHaveLength(6);
  expect(dataset.validation.filter(({ label }) => label === "rare")).toHaveLength(2);
  expect(dataset.warnings).toEqual([
    "no validation file: 8 of 40 rows of train are set aside for it, seed 5",
  ]);
});

test("without a test file the test split is empty, which is said", async () => {
  const { "test.jsonl.gz": _, ...rest } = whole;
  const dataset = await readFolder(temporaryFolder(rest));
  expect(dataset.test).toEqual([]);
  expect(dataset.warnings).toEqual(["no test file: the test split has 0 rows"]);
});

test("data files of no split are not read, which is said", async () => {
  const files = { ...whole, "all.jsonl": train, "synthetic_train.csv": "x", "synthetics.csv": "x" };
  const { warnings } = await readFolder(temporaryFolder(files));
  expect(warnings).toEqual(
    ["all.jsonl", "synthetic_train.csv", "synthetics.csv"].map(
      (file) => `${file}: not read, as it is of no split`,
    ),
  );
});

const repeated = {
  "train.jsonl": jsonLines([
    ["same", "x"],
    [" same ", "y"],
    ["in test", "x"],
    ["in validation", "y"],
    ["own", "y"],
    ["same", "x"],
  ]),
  "validation.jsonl": jsonLines([
    ["in validation", "y"],
    ["in both", "x"],
  ]),
  "test.jsonl": jsonLines([
    ["in test", "x"],
    ["in both", "x"],
    ["in test", "x"],
  ]),
  "synthetic.jsonl": jsonLines([
    ["own", "y"],
    ["in test", "x"],
    ["new", "x"],
  ]),
};

test("repeated texts and texts of two splits are counted and kept", async () => {
  const dataset = await readFolder(temporaryFolder(repeated));
  expect(dataset.train).toHaveLength(6);
  expect(dataset.warnings).toEqual([
    "train: 2 of 6 rows repeat the text of an earlier one, 1 with another label",
    "test: 1 of 3 rows repeat the text of an earlier one, 0 with another label",
    "validation: the text of 1 of 2 rows is also in train",
    "test: the text of 2 of 3 rows is also in train",
    "test: the text of 1 of 3 rows is also in validation",
    "synthetic: the text of 2 of 3 rows is also in train",
    "synthetic: the text of 1 of 3 rows is also in test",
  ]);
});

test("repeated texts and texts of later splits go if asked, and what went is counted", async () => {
  const { train, validation, test, synthetic, warnings } = await readFolder(temporaryFolder(repeated), {
    dropDuplicates: true,
  });
  const texts = [train, validation, test, synthetic.synthetic].map((split) => split.map(({ text }) => text));
  expect(texts).toEqual([["same", "own"], ["in validation"], ["in test", "in both"], ["own", "new"]]);
  expect(train[0].label).toBe("x");
  expect(warnings.slice(-4)).toEqual([
    "train: 4 rows left out as duplicates",
    "validation: 1 rows left out as duplicates",
    "test: 1 rows left out as duplicates",
    "synthetic: 1 rows left out as duplicates",
  ]);
});

test("readFolder keeps the warnings of its files", async () => {
  const { warnings } = await readFolder(
    temporaryFolder({ ...whole, "train.jsonl": `${train}{"text":"","label":"x"}\n` }),
  );
  expect(warnings).toEqual(["train.jsonl: 1 of 4 rows have an empty text and are left out"]);
});

test("readFolder refuses a label that training lacks, in any split", async () => {
  const other = jsonLines([
    ["d", "x"],
    ["e", "w"],
    ["f", "v"],
    ["g", "w"],
  ]);
  for (const file of ["validation.jsonl", "test.jsonl", "synthetic_few.jsonl"]) {
    const folder = temporaryFolder({ "train.jsonl": train, [file]: other });
    await expect(readFolder(folder)).rejects.toThrow(
      new RangeError(`readFolder: ${file} has 3 rows with labels w, v, expected labels of train: x, y, z`),
    );
  }
});

test("readFolder refuses a folder without a training file, naming what is there", async () => {
  const folder = temporaryFolder({ "test.csv": "text,label\na,x\n", "notes.txt": "" });
  await expect(readFolder(folder)).rejects.toThrow(
    new RangeError("readFolder: folder has notes.txt, test.csv, expected also a train file"),
  );
  await expect(readFolder(temporaryFolder({}))).rejects.toThrow(
    new RangeError("readFolder: folder has no files, expected also a train file"),
  );
});

test("readFolder refuses two files of one split", async () => {
  const folder = temporaryFolder({ ...whole, "train.csv": "text,label\na,x\n" });
  await expect(readFolder(folder)).rejects.toThrow(
    new RangeError("readFolder: folder has train.csv and train.jsonl, expected one file of train"),
  );
});

test("readFolder refuses a folder that is not there, and an empty file", async () => {
  await expect(readFolder("nowhere")).rejects.toThrow(
    new RangeError("readFolder: folder is nowhere, expected a folder that can be read"),
  );
  await expect(readFolder(temporaryFolder({ ...whole, "synthetic.jsonl": "" }))).rejects.toThrow(
    new RangeError("readExamples: synthetic.jsonl has 0 rows, expected at least 1"),
  );
});
