/** @file The words of the experiment command, what it prints and what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { readLedger } from "../../src/experiments/ledger";
import { experimentCommand } from "../../src/papers/experimentCommand";
import { tiny } from "./tinyExperiment";

const folder = mkdtempSync(join(tmpdir(), "synthclass-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await experimentCommand({
    words,
    experiments: { tiny: { title: "Two methods that do nothing", load: async () => tiny } },
    interruption: { signal: new AbortController().signal, exitCode: () => 130 },
    out: (text) => {
      out += `${text}\n`;
    },
    tell: (text) => {
      err += `${text}\n`;
    },
  });
  return { code, out, err };
}

const withoutSeconds = ({ rows, claims }: ExperimentResult) => ({
  claims,
  rows: rows.filter(({ metric }) => metric !== "seconds"),
});

test("a line torn by a kill is cut, said and run again", async () => {
  const ledger = join(folder, "torn.jsonl");
  const whole = await run("tiny", "--seeds", "2", "--json", "--ledger", ledger);
  const text = readFileSync(ledger, "utf8");
  writeFileSync(ledger, text.slice(0, -40));
  const end = await run("tiny", "--seeds", "2", "--json", "--ledger", ledger);
  expect(end.err).toContain(`runs to do: 1, already in ${ledger}: 3; a line that a kill had torn was cut\n`);
  expect(withoutSeconds(JSON.parse(end.out))).toEqual(withoutSeconds(JSON.parse(whole.out)));
  expect(readLedger(ledger).records.size).toBe(4);
});

test("with --json standard output is one line with the fields of every experiment, in order", async () => {
  const { code, out, err } = await run(
    "tiny",
    "--seeds",
    "3",
    "--json",
    "--ledger",
    join(folder, "json.jsonl"),
  );
  expect(code).toBe(0);
  expect(out.endsWith("\n") && out.trim().split("\n").length === 1).toBe(true);
  const result = JSON.parse(out);
  expect(Object.keys(result)).toEqual(["experiment", "scale", "seeds", "rows", "claims", "seconds"]);
  expect(Object.keys(result.rows[0])).toEqual([
    "data",
    "source",
    "method",
    "metric",
    "mean",
    "low",
    "high",
    "best",
    "n",
  ]);
  expect(result.claims.map(Object.keys)).toEqual(
    new Array(2).fill(["id", "place", "verdict", "effect", "low", "high", "p"]),
  );
  expect(result).toMatchObject({ experiment: "tiny", scale: "world", seeds: 3 });
  expect(result.claims.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
    "supported",
    "not tested at this scale",
  ]);
  expect(err).toContain("reading the data\nruns to do: 6\n");
});

test("without --json the tables are printed and the experiment's own number of seeds is run", async () => {
  const { out } = await run("tiny", "--ledger", join(folder, "text.jsonl"));
  expect(out).toMatch(/\| world +\| synthetic +\| better +\| 0\.(79|80)\d ± 0\.0\d\d \| +0\.8\d\d \|/);
  expect(out).toContain("mean ± half of the 95 % Student t interval over 3 seeds");
  expect(out).toMatch(/\| Section 6 \| Better beats people\. \| not tested at this scale \| +– \| +– \|/);
});

test("list prints name and title of every experiment", async () => {
  expect(await run("list")).toEqual({ code: 0, out: "tiny  Two methods that do nothing\n", err: "" });
});

test("--help prints the options", async () => {
  const { code, out } = await run("--help");
  expect(code).toBe(0);
  expect(out).toContain("--scale world|small|paper");
});

const file = join(folder, "file.txt");
const refusals: [words: string[], line: string][] = [
  [[], "experiment: name is missing, expected one name or list"],
  [["tiny", "other"], "experiment: name is tiny other, expected one name or list"],
  [["constructor"], "experiment: name is constructor, expected one of tiny"],
  [["list", "--json"], "experiment: option --json is given to list, expected none"],
  [
    ["tiny", "--sedes", "3"],
    "experiment: option --sedes is unknown, expected one of --scale, --data, --synthetic, --seeds, --ledger, --json",
  ],
  [
    ["tiny", "-s"],
    "experiment: option -s is unknown, expected one of --scale, --data, --synthetic, --seeds, --ledger, --json",
  ],
  [["tiny", "--scale", "huge"], "experiment: --scale is huge, expected one of world, small, paper"],
  [["tiny", "--scale", "paper"], "experiment: --scale is paper, expected one of world, small for tiny"],
  [["tiny", "--seeds", "1"], "experiment: --seeds is 1, expected a whole number from 2"],
  [["tiny", "--seeds", "four"], "experiment: --seeds is four, expected a whole number from 2"],
  [["tiny", "--seeds", "2", "--seeds", "3"], "experiment: option --seeds is given twice, expected once"],
  [["tiny", "--data", "nowhere"], "experiment: --data is nowhere, expected a folder"],
  [["tiny", "--data", file], `experiment: --data is ${file}, expected a folder`],
  [["tiny", "--ledger", "--json"], "experiment: option --ledger is without a value, expected one"],
  [["tiny", "--synthetic="], "experiment: option --synthetic is without a value, expected one"],
  [["tiny", "--json=yes"], "experiment: option --json is yes, expected no value"],
];

test.each(refusals)("%j is refused in one line with exit code 1", async (words, line) => {
  writeFileSync(file, "");
  const { code, out, err } = await run(...words);
  expect({ code, out, err }).toEqual({ code: 1, out: "", err: `${line}\n` });
});

test("an error that nobody foresaw shows where it happened, and exits with 1", async () => {
  const { code, err } = await run("tiny", "--data", folder, "--ledger", join(folder, "failed.jsonl"));
  expect(code).toBe(1);
  expect(err).toContain("Error: the data were eaten\nby a dog");
  expect(err).toMatch(/tinyExperiment\.ts:\d+/);
});
