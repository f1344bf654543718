import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Columns, readExamples } from "../../src/data/readExamples";
import { temporaryFolder } from "./files";

const parquet = (name: string) => readFileSync(join(__dirname, "../golden/parquet", name));

async function read(name: string, content: string | Uint8Array, columns?: Columns) {
  const folder = temporaryFolder({ [name]: content });
  return readExamples(join(folder, name), columns);
}

const examples = [
  { text: "first, of two", label: "no" },
  { text: 'a "quoted" one', label: "yes" },
];
const lines = examples.map((example) => `${JSON.stringify(example)}\n`).join("");
const table = 'text,label\n"first, of two",no\n"a ""quoted"" one",yes\n';

test.each([
  ["JSON lines", "a.jsonl", lines],
  ["JSON lines without an end of the last line", "a.jsonl", lines.trimEnd()],
  [
    "JSON lines with CRLF, a byte order mark and a blank line",
    "a.jsonl",
    `\uFEFF${lines.replaceAll("\n", "\r\n")}\r\n`,
  ],
  ["gzipped JSON lines", "a.jsonl.gz", gzipSync(lines)],
  ["CSV", "a.csv", table],
  ["CSV with CRLF, a byte order mark and other columns", "a.csv", `\uFEFF${table.replaceAll("\n", "\r\n")}`],
  ["gzipped CSV", "a.csv.gz", gzipSync(table)],
])("readExamples reads %s", async (_, name, content) => {
  expect(await read(name, content)).toEqual({ examples, warnings: [] });
});

test("readExamples reads Parquet with Snappy, dictionaries and pairs", async () => {
  expect(await read("a.parquet", parquet("words.parquet"))).toEqual({
    examples: [
      { text: "a first text", textPair: "one", label: "no" },
      { text: "spaces at the ends", textPair: "two", label: "yes" },
      { text: "a line separator \u2028 inside", textPair: "three", label: "no" },
      { text: "naïve 🐟", textPair: "four", label: "yes" },
    ],
    warnings: [],
  });
});

test("readExamples reads Parquet with Zstandard, row groups, numbers as labels and columns by other names", async () => {
  const { examples } = await read("a.parquet", parquet("numbers.parquet"), { text: "sentence1" });
  expect(examples.map(({ label }) => label)).toEqual(["0", "1", "10", "2", "0", "1", "2"]);
  expect(examples[6]).toEqual({ text: "text 6", label: "2" });
});

test("a line separator inside a string does not cut a row in two", async () => {
  const { examples } = await read("a.jsonl", '{"text":"one\u2028two\u2029three\u0085four","label":"x"}\n');
  expect(examples).toEqual([{ text: "one\u2028two\u2029three\u0085four", label: "x" }]);
});

test("a line end inside a quoted CSV field does not cut a row in two", async () => {
  const { examples } = await read("a.csv", 'text,label\n"one\ntwo",x\n');
  expect(examples).toEqual([{ text: "one\ntwo", label: "x" }]);
});

test("numbers and truth values as labels become strings, and white space at the ends goes", async () => {
  const { examples } = await read(
    "a.jsonl",
    '{"text":" a ","label":1}\n{"text":"b\\t","label":false}\n{"text":"c","label":" x "}\n',
  );
  expect(examples).toEqual([
    { text: "a", label: "1" },
    { text: "b", label: "false" },
    { text: "c", label: "x" },
  ]);
});

test("columns by other names are read, and required if they are named", async () => {
  const pair = { text: "sentence1", textPair: "sentence2", label: "gold" };
  const { examples } = await read("a.csv", "sentence1,sentence2,gold\na,b,x\n", pair);
  expect(examples).toEqual([{ text: "a", textPair: "b", label: "x" }]);
  await expect(read("a.csv", "sentence1,gold\na,x\n", pair)).rejects.toThrow(
    new RangeError('readExamples: a.csv line 2 has columns sentence1, gold, expected also "sentence2"'),
  );
});

test("rows with an empty text are left out and counted", async () => {
  const { examples, warnings } = await read("a.csv", "text,label\n  ,x\nb,y\n,z\n");
  expect(examples).toEqual([{ text: "b", label: "y" }]);
  expect(warnings).toEqual(["a.csv: 2 of 3 rows have an empty text and are left out"]);
});

const refused: [string, string, string | Uint8Array, Error][] = [
  ["an empty file", "a.jsonl", "", new RangeError("readExamples: a.jsonl has 0 rows, expected at least 1")],
  [
    "a CSV file with a header only",
    "a.csv",
    "text,label\n",
    new RangeError("readExamples: a.csv has 0 rows, expected at least 1"),
  ],
  [
    "a file of empty texts",
    "a.csv",
    "text,label\n ,x\n",
    new RangeError("readExamples: a.csv has empty texts only, expected others"),
  ],
  [
    "a column that is missing",
    "a.jsonl",
    '{"text":"a","label":"x"}\n\n{"body":"b","label":"x"}\n',
    new RangeError('readExamples: a.jsonl line 3 has columns body, label, expected also "text"'),
  ],
  [
    "a pair that is missing in one row",
    "a.jsonl",
    '{"text":"a","label":"x"}\n{"text":"b","textPair":"c","label":"x"}\n',
    new RangeError('readExamples: a.jsonl line 1 has columns text, label, expected also "textPair"'),
  ],
  [
    "a text that is a number",
    "a.jsonl",
    '{"text":"a","label":"x"}\n{"text":7,"label":"x"}\n',
    new TypeError('readExamples: a.jsonl line 2 column "text" is 7, expected a string'),
  ],
  [
    "a text that is null",
    "a.jsonl",
    '{"text":null,"label":"x"}\n',
    new TypeError('readExamples: a.jsonl line 1 column "text" is null, expected a string'),
  ],
  [
    "a label that is a list",
    "a.jsonl",
    '{"text":"a","label":["x"]}\n',
    new TypeError('readExamples: a.jsonl line 1 column "label" is ["x"], expected a string or number'),
  ],
  [
    "an empty label",
    "a.csv",
    "text,label\na,\n",
    new RangeError('readExamples: a.csv line 2 column "label" is empty, expected a label'),
  ],
  [
    "a line that is a list",
    "a.jsonl",
    '["a","x"]\n',
    new RangeError('readRows: a.jsonl line 1 is ["a","x"], expected a JSON object'),
  ],
  [
    "a format that is not known",
    "a.tsv",
    "text\tlabel\n",
    new RangeError("readRows: file is a.tsv, expected .jsonl, .csv (or either with .gz), or .parquet"),
  ],
];

test.each(refused)("readExamples refuses %s", async (_, name, content, error) => {
  await expect(read(name, content)).rejects.toThrow(error);
});

test.each([
  [
    "a line that is not JSON, with its number",
    "a.jsonl",
    '{"text":"a","label":"x"}\n{"text":\n',
    /^readRows: a\.jsonl line 2 is not JSON \(.+\)$/,
  ],
  [
    "a CSV row with a field too many, with its line",
    "a.csv",
    "text,label\na,x\nb,c,y\n",
    /^readRows: a\.csv is not CSV \(.+line 3\)$/,
  ],
  [
    "a CSV header with one name twice",
    "a.csv",
    "text,label,text\na,x,b\n",
    /^readRows: a\.csv is not CSV \(column "text" occurs twice\)$/,
  ],
  ["a file that is not gzip", "a.jsonl.gz", "plain", /^readRows: a\.jsonl\.gz is not gzip \(.+\)$/],
  [
    "a file that is not UTF-8",
    "a.csv",
    Uint8Array.of(0x74, 0xff, 0x0a),
    /^readRows: a\.csv is not UTF-8 \(.+\)$/,
  ],
  [
    "a file that is not Parquet",
    "a.parquet",
    "plain text, long enough",
    /^readRows: a\.parquet is not Parquet \(.+\)$/,
  ],
])("readExamples refuses %s", async (_, name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(RangeError);
  await expect(read(name, content)).rejects.toThrow(message);
});

test("readExamples refuses a file that is not there", async () => {
  await expect(readExamples("nowhere/a.csv")).rejects.toThrow(
    /^readRows: a\.csv cannot be read \(ENOENT.+\)$/,
  );
});
