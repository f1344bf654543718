import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Example } from "../../../src/data/dataset";
import { writeCsv } from "../../../src/data/writeCsv";
import { writeFolder } from "../../../src/data/writeFolder";
import { readYourData, splitsOf } from "../../../src/papers/your-data/readYourData";
import { testParts } from "../../../src/papers/your-data/testParts";
import { writeExampleFolder } from "../../../src/papers/your-data/writeExampleFolder";

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "your-data-"));
});
afterAll(() => rmSync(place, { recursive: true }));

/** Rows such as "good: fine film, well made". */
const rows = (...lines: string[]): Example[] =>
  lines.map((line) => {
    const [label, text] = line.split(": ");
    return { text, label };
  });

const real = rows("good: fine film", "good: well made", "bad: dull film", "bad: badly made");
const generated = rows("good: a joy to see", "good: a joy", "bad: a bore");

/** A folder of CSV files with these splits. */
function folderOf(name: string, splits: Record<string, Example[]>): string {
  const folder = join(place, name);
  mkdirSync(folder);
  for (const [split, examples] of Object.entries(splits)) writeCsv(join(folder, `${split}.csv`), examples);
  return folder;
}

test("two CSV files are read as they were written: commas, quotation marks, line breaks and markup in a text", async () => {
  const odd = rows('good: "Fine", he said,\nand left', "bad: <b>dull</b>");
  const data = await readYourData(folderOf("two", { train: [...real, ...odd], synthetic: generated }));
  expect(data.real).toEqual([...real, ...odd]);
  expect(data.generated).toEqual(generated);
  expect(data.labels).toEqual(["bad", "good"]);
  expect(data.findings).toEqual(["no test file: the test split has 0 rows"]);
  expect(splitsOf(data)).toEqual({ real: data.real, generated });
});

test("validation texts are real texts; a text of the test is left out of all others, and said", async () => {
  const folder = folderOf("leak", {
    train: [...real, ...rows("bad: seen before")],
    validation: rows("good: held back"),
    synthetic: [...generated, ...rows("good: seen before", "bad: a bore")],
    test: rows("bad: seen before", "bad: another bad one"),
  });
  const data = await readYourData(folder);
  expect(data.real).toEqual([...real, ...rows("good: held back")]);
  expect(data.generated).toEqual(generated);
  expect(data.findings).toEqual([
    "synthetic: 1 of 5 rows repeat the text of an earlier one, 0 with another label",
    "test: the text of 1 of 2 rows is also in train",
    "synthetic: the text of 1 of 5 rows is also in train",
    "synthetic: the text of 1 of 5 rows is also in test",
    "train: 1 rows left out as duplicates",
    "synthetic: 2 rows left out as duplicates",
    "test: no text has the label good",
  ]);
});

test("a generated text that nearly repeats a test text is counted and quoted", async () => {
  const long = "one two three four five six seven eight nine ten eleven twelve";
  const folder = folderOf("near", {
    train: real,
    synthetic: [...generated, ...rows(`good: ${long} again`)],
    test: rows(`bad: ${long}`, "good: quite another"),
  });
  expect((await readYourData(folder)).findings).toEqual([
    'generated: 1 of 4 texts nearly repeat a test text, such as "one two three four five six seven eight nine ten eleven twel"',
  ]);
});

test("refuses what cannot be compared, in one line", async () => {
  const refusal = (folder: string) => expect(readYourData(folder)).rejects;
  await refusal(folderOf("no generated", { train: real })).toThrow(
    new RangeError("readYourData: folder has no synthetic file, expected one beside train"),
  );
  await refusal(
    folderOf("several", { train: real, synthetic_one: generated, synthetic_two: generated }),
  ).toThrow(new RangeError("readYourData: synthetic is missing, expected one of one, two"));
  await refusal(folderOf("rare", { train: [...real, ...rows("odd: x")], synthetic: generated })).toThrow(
    new RangeError("readYourData: label odd has 1 real text, expected at least 2"),
  );
  await refusal(
    folderOf("one label", { train: rows("good: a", "good: b"), synthetic: rows("good: c") }),
  ).toThrow(new RangeError("readYourData: train has the label good only, expected at least 2 labels"));
  await refusal(folderOf("unknown", { train: real, synthetic: rows("great: c") })).toThrow(
    new RangeError(
      "readFolder: synthetic.csv has 1 rows with labels great, expected labels of train: bad, good",
    ),
  );
  const pair = { text: "a", textPair: "b", label: "good" };
  const pairs = join(place, "pairs");
  writeFolder(pairs, {
    train: [pair, { ...pair, text: "b", label: "bad" }],
    synthetic: [{ ...pair, text: "c" }],
  });
  await refusal(pairs).toThrow(
    new RangeError("readYourData: 3 rows are pairs of texts, expected single texts"),
  );
  expect(() => writeCsv(join(place, "pair.csv"), [pair])).toThrow(
    new RangeError("writeCsv: example 0 is a pair of texts, expected one text"),
  );
});

test("the example is the same whenever it is written, and has one of each fault", async () => {
  const [one, other] = ["one", "other"].map((name) => writeExampleFolder(join(place, `example-${name}`)));
  for (const file of ["train.csv", "test.csv", "synthetic.csv"]) {
    expect(readFileSync(join(one, file), "utf8")).toBe(readFileSync(join(other, file), "utf8"));
  }
  const data = await readYourData(one);
  expect(Object.values(splitsOf(data)).map(({ length }) => length)).toEqual([80, 600, 480]);
  expect(data.findings).toEqual([
    "synthetic.csv: 1 of 603 rows have an empty text and are left out",
    "synthetic: 1 of 602 rows repeat the text of an earlier one, 0 with another label",
    "synthetic: the text of 1 of 602 rows is also in test",
    "synthetic: 2 rows left out as duplicates",
  ]);
});

test("parts share the test texts out, each label alike; without a test file a part is left out of training", () => {
  const data = { labels: ["bad", "good"], real, generated, test: [] };
  const parts = testParts(data, 2);
  for (const part of parts) {
    expect(part.test.map(({ label }) => label)).toEqual(["bad", "good"]);
    expect(part.real.length).toBe(2);
    expect([...part.real, ...part.test].map(({ text }) => text).sort()).toEqual(
      real.map(({ text }) => text).sort(),
    );
  }
  const copied = testParts({ ...data, generated: real }, 2);
  for (const part of copied) expect(part.generated).toEqual(part.real);
  const tested = testParts({ ...data, test: rows("bad: p", "bad: q", "good: r", "bad: s", "good: t") }, 2);
  expect(tested.map((part) => part.test.length)).toEqual([3, 2]);
  expect(tested.every((part) => part.real.length === 4 && part.generated.length === 3)).toBe(true);
  expect(() => testParts(data, 3)).toThrow(
    new RangeError("testParts: real has 4 texts, expected at least 6 for 3 runs"),
  );
  expect(() => testParts(data, 1)).toThrow(
    new RangeError("testParts: count is 1, expected a whole number from 2"),
  );
});
