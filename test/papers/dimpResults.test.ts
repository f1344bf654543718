import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../src/experiments/ledger";
import { impResult } from "../../src/papers/dimp/impResult";
import { resultTables } from "../../src/papers/dimp/printResults";
import { resultLedgers } from "../../src/papers/dimp/resultLedgers";
import { ledgerFolder, runResults } from "../../src/papers/dimp/results";

const kept = join(__dirname, "..", "..", ledgerFolder);
let folder: string;

/** Two ledgers of this repository, one of them with a seed that was stopped on the way. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "results-"));
  copyFileSync(join(kept, "imp.jsonl"), join(folder, "imp.jsonl"));
  const lines = readFileSync(join(kept, "weighted-losses.jsonl"), "utf8").trimEnd().split("\n");
  writeFileSync(join(folder, "weighted-losses.jsonl"), `${lines.slice(0, -1).join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("each verdict is the one that the experiment itself gives, with its sentence and data", () => {
  const own = impResult("world", [...readLedger(join(kept, "imp.jsonl")).records.values()]);
  const found = runResults({ data: folder }).verdicts.filter(
    ({ experiment }) => experiment === "dimp/4.1-imp",
  );
  expect(found.map(({ verdict, effect, p }) => ({ verdict, effect, p }))).toEqual(
    own.claims.map(({ verdict, effect, p }) => ({ verdict, effect, p })),
  );
  for (const { data, seeds } of found) expect({ data, seeds }).toEqual({ data: "world", seeds: own.seeds });
});

test("a claim that stands among all claims stands among those of its experiment, and not always the other way", () => {
  const { verdicts } = runResults({ data: folder });
  for (const { supportedJointly, verdict } of verdicts) {
    if (supportedJointly) expect(verdict).toBe("supported");
  }
  expect(verdicts.some(({ supportedJointly }) => supportedJointly)).toBe(true);
});

test("a seed that was stopped on the way counts for the claims on what it has", () => {
  const { verdicts } = runResults({ data: folder });
  const whole = readLedger(join(kept, "weighted-losses.jsonl")).records;
  const seeds = new Set([...whole.values()].map(({ seed }) => seed)).size;
  const seedsOf = (id: string) =>
    verdicts.find((verdict) => verdict.id.endsWith(`weighted-losses: ${id}`))!.seeds;
  expect(seedsOf("mean-converges")).toBe(seeds);
  expect(seedsOf("exact-wrong-labels")).toBe(seeds - 1);
});

test("ledgers that are not there are named, and an empty folder is refused", () => {
  expect(runResults({ data: folder }).missing).toHaveLength(resultLedgers.length - 2);
  expect(() => runResults({ data: tmpdir() })).toThrow(
    new RangeError(`ledgerResults: folder is ${tmpdir()}, expected one with ledgers of dimp/results`),
  );
});

test("all ledgers of this repository can be judged, and the paper's claims are apart from ours", () => {
  const result = runResults({ data: kept });
  const { paper, ours, summary } = resultTables(result);
  expect(String(paper)).toContain("IMP beats CE");
  expect(String(ours)).not.toContain("| Section 5.1");
  expect(String(summary)).toContain("Section 4.1");
  expect(result.gains.some(({ data }) => data === "ag_news_llm")).toBe(true);
});
