import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClaimLedger } from "../../src/experiments/claimLedgers";
import { openLedger } from "../../src/experiments/ledger";
import { ledgerResults, ledgerResultTables } from "../../src/experiments/ledgerResults";
import { runKey } from "../../src/experiments/runRecord";
import { worldDifference } from "../../src/experiments/worldDifference";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "claims-"));
  write("one", [0.5, 0.6, 0.7, 0.65, 0.62], [0.4, 0.52, 0.6, 0.54, 0.5]);
  write("two", [0.5, 0.6, 0.7, 0.65, 0.62], [0.46, 0.53, 0.68, 0.66, 0.55]);
  write("torn", [0.5, 0.6, 0.7], [0.4, 0.53]);
  write("against", [0.4, 0.52, 0.6, 0.54, 0.5], [0.5, 0.6, 0.7, 0.65, 0.62]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A ledger of two arms with these scores by seed. */
function write(name: string, better: number[], worse: number[]): void {
  const ledger = openLedger(join(folder, `${name}.jsonl`));
  for (const [method, scores] of Object.entries({ better, worse })) {
    scores.forEach((score, seed) => {
      const place = { data: "d", source: "s", method, seed };
      ledger.append({ key: runKey(place, {}), ...place, settings: {}, metrics: { score }, seconds: 1 });
    });
  }
  ledger.close();
}

const evidence = worldDifference({ metric: "score", of: { method: "better" }, minus: { method: "worse" } });
const source = (ledger: string, experiment = ledger, place = "Section 1"): ClaimLedger => ({
  ledger,
  experiment,
  scale: "world",
  claims: () => [{ id: "wins", place, sentence: "Better wins", evidence }],
});

test("claims of several ledgers are judged by their own runs, each experiment by itself and all together", () => {
  const [alone] = ledgerResults("all", [source("two")], folder).verdicts;
  const { verdicts, missing } = ledgerResults(
    "all",
    [source("one"), source("two"), source("missing")],
    folder,
  );
  expect(verdicts.map(({ experiment, sentence, seeds }) => [experiment, sentence, seeds])).toEqual([
    ["one", "Better wins", 5],
    ["two", "Better wins", 5],
  ]);
  expect(verdicts[0].effect).toBeCloseTo(0.102, 10);
  expect(verdicts[1].effect).toBeCloseTo(0.038, 10);
  // Each is the only claim of its experiment: not corrected there.
  expect(verdicts[1].p).toBe(alone.p);
  expect(verdicts.map(({ supportedJointly }) => supportedJointly)).toEqual([true, false]);
  expect(missing).toEqual(["missing"]);
});

test("two experiments may read one ledger and have claims of one name", () => {
  const { verdicts, seconds } = ledgerResults("all", [source("one", "a"), source("one", "b")], folder);
  expect(new Set(verdicts.map(({ id }) => id)).size).toBe(2);
  expect(seconds).toBe(10);
});

test("a seed that was stopped on the way does not count where arms are paired", () => {
  const [verdict] = ledgerResults("all", [source("torn")], folder).verdicts;
  expect(verdict.seeds).toBe(2);
  expect(verdict.effect).toBeCloseTo(0.085, 10);
});

test("the tables count what stands, section by section, and keep the paper's claims apart from ours", () => {
  const ledgers = [
    source("one"),
    source("against", "against", "Section 1, Table 2"),
    source("two", "two", "ours"),
  ];
  const { summary, paper, ours } = ledgerResultTables(ledgerResults("all", ledgers, folder), "Somebody 2000");
  const [line] = String(summary)
    .split("\n")
    .filter((row) => row.includes("Section 1"));
  expect(line.split("|").map((cell) => cell.trim())).toEqual(["", "Section 1", "1", "1", "0", "1", "0", ""]);
  expect(String(paper)).toContain("The claims of Somebody 2000");
  expect(String(paper)).toContain("opposite");
  expect(String(ours).match(/Better wins/g)).toHaveLength(1);
});

test("a folder without any of the ledgers is refused", () => {
  expect(() => ledgerResults("all", [source("missing")], "nowhere")).toThrow(
    new RangeError("ledgerResults: folder is nowhere, expected one with ledgers of all"),
  );
});
