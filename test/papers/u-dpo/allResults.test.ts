import { join } from "node:path";
import { expect, test } from "vitest";
import {
  allResults,
  allResultTables,
  ledgerFolder,
  runAllResults,
} from "../../../src/papers/u-dpo/allResults";

const kept = join(__dirname, "..", "..", "..", ledgerFolder);

test("every claim of the paper's experiments has an id of its own, and the committed ledgers decide on it", () => {
  const { verdicts, missing } = runAllResults({ data: kept });
  expect(missing).toEqual([]);
  expect(new Set(verdicts.map(({ id }) => id)).size).toBe(verdicts.length);
  expect(verdicts.length).toBeGreaterThan(50);
  expect(verdicts.filter(({ verdict }) => verdict === "not tested at this scale")).toEqual([]);
});

test("the page has every section with a claim, and prints the paper's", async () => {
  const result = await allResults.run({ scale: "world", seeds: 2, data: kept });
  expect(allResults.print(result)).toContain("Section 3.2");
  const { summary, ours } = allResultTables(runAllResults({ data: kept }));
  for (const section of ["3.2", "3.3", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"]) {
    expect(String(summary)).toContain(`Section ${section}`);
  }
  expect(String(ours)).not.toContain("| Section 4.5");
});

test("a folder without ledgers is refused", () => {
  expect(() => runAllResults({ data: "x" })).toThrow(
    new RangeError("ledgerResults: folder is x, expected one with ledgers of u-dpo/results"),
  );
});
