import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLabelledLines } from "../../src/data/raw/readLabelledLines";
import { readParaphraseCorpus } from "../../src/data/raw/readParaphraseCorpus";
import { readPhraseBank } from "../../src/data/raw/readPhraseBank";
import { readFolder } from "../../src/data/readFolder";
import { writeFolder } from "../../src/data/writeFolder";
import { benchmarkFolder } from "../../src/papers/dimp/benchmarkFolder";

let place: string;
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(place, name), content);
  return join(place, name);
};
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "benchmarks-"));
});
afterAll(() => rmSync(place, { recursive: true }));

test("a sentence of the PhraseBank is cut at its last @ and read as ISO-8859-1", () => {
  const content = Buffer.from(
    "Profit of Sepp\xe4l\xe4 rose @ 3 % .@positive\r\nSales fell .@negative\r\n",
    "latin1",
  );
  expect(readPhraseBank(file("Sentences.txt", content))).toEqual([
    { text: "Profit of Seppälä rose @ 3 % .", label: "positive" },
    { text: "Sales fell .", label: "negative" },
  ]);
  expect(() => readPhraseBank(file("Damaged.txt", "Sales fell .@negative\n1\n"))).toThrow(
    new RangeError(
      'readPhraseBank: Damaged.txt line 2 ends in "1", expected @negative, @neutral or @positive',
    ),
  );
});

const header = "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n";

test("a pair may begin with a single quotation mark, and the mark of byte order is no part of the header", () => {
  const pairs = readParaphraseCorpus(file("pairs.txt", `${header}1\t7\t8\t"He left .\tHe went away .\r\n`));
  expect(pairs).toEqual([{ text: '"He left .', textPair: "He went away .", label: "equivalent" }]);
  expect(() => readParaphraseCorpus(file("short.txt", `${header}1\t7\t8\talone\r\n`))).toThrow(
    new RangeError(
      'readParaphraseCorpus: short.txt line 2 is "1\\t7\\t8\\talone", ' +
        "expected 0 or 1, two numbers and two sentences between tabs",
    ),
  );
});

test("texts and labels are joined line by line; a separator inside a tweet ends no line", () => {
  const names = { "0": "non_irony", "1": "irony" };
  const texts = file("text.txt", "so \u2028 great \nfine \n");
  expect(readLabelledLines(texts, file("labels.txt", "1\n0\n"), names)).toEqual([
    { text: "so \u2028 great", label: "irony" },
    { text: "fine", label: "non_irony" },
  ]);
  expect(() => readLabelledLines(texts, file("fewer.txt", "1\n"), names)).toThrow(
    new RangeError("readLabelledLines: fewer.txt has 1 lines, expected 2 like text.txt"),
  );
});

test("a folder that was written is read as it was, pairs and generated rows too", async () => {
  const rows = (name: string) =>
    ["a", "b"].map((label) => ({ text: `${name} ${label}`, textPair: "x", label }));
  const splits = { train: rows("t"), validation: rows("v"), test: rows("e"), synthetic_two: rows("s") };
  writeFolder(join(place, "written"), splits);
  const { train, validation, test: tests, synthetic } = await readFolder(join(place, "written"));
  expect({ train, validation, test: tests, synthetic_two: synthetic.two }).toEqual(splits);
  expect(() => writeFolder(place, { train: [] })).toThrow(
    new RangeError("writeFolder: train has 0 rows, expected at least 1"),
  );
});

test("financial sentences fall into three splits without one twice, with a generated set beside them", async () => {
  mkdirSync(join(place, "bank"));
  const sentences = Array.from({ length: 40 }, (_, i) => `Sentence ${i} .@${["neutral", "positive"][i % 2]}`);
  file("bank/Sentences_50Agree.txt", sentences.join("\r\n"));
  const generated = file("generated.csv", "text,label\nProfit rose,positive\n");
  const target = join(place, "financial");
  const counts = await benchmarkFolder("financial", join(place, "bank"), target, generated);
  expect(counts).toEqual({ test: 10, validation: 2, train: 28, synthetic: 1 });
  const { train, validation, test: tests } = await readFolder(target);
  expect(new Set([...train, ...validation, ...tests].map(({ text }) => text)).size).toBe(40);
  await expect(benchmarkFolder("imdb", place, target)).rejects.toThrow(
    new RangeError("benchmarkFolder: name is imdb, expected one of financial, irony, mrpc"),
  );
});
