import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimTable } from "../../../src/experiments/claimTable";
import { openLedger } from "../../../src/experiments/ledger";
import { runKey } from "../../../src/experiments/runRecord";
import { allClaims, type ClaimSource } from "../../../src/papers/u-dpo/allClaims";
import {
  allResults,
  claimSources,
  printAllResults,
  runAllResults,
  verdictCounts,
} from "../../../src/papers/u-dpo/allResults";
import { armClaim } from "../../../src/papers/u-dpo/armClaim";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "claims-"));
  write("one.jsonl", [0.5, 0.6, 0.7, 0.65, 0.62], [0.4, 0.52, 0.6, 0.54, 0.5]);
  write("torn.jsonl", [0.5, 0.6, 0.7], [0.4, 0.5]);
  write("two.jsonl", [0.5, 0.6, 0.7, 0.65, 0.62], [0.46, 0.53, 0.68, 0.66, 0.55]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A ledger of two arms with these scores by seed. */
function write(file: string, better: number[], worse: number[]): void {
  const ledger = openLedger(join(folder, file));
  for (const [method, scores] of Object.entries({ better, worse })) {
    scores.forEach((score, seed) => {
      const place = { data: "d", source: "s", method, seed };
      ledger.append({ key: runKey(place, {}), ...place, settings: {}, metrics: { score }, seconds: 1 });
    });
  }
  ledger.close();
}

const comparison = { metric: "score", of: "better", minus: "worse" };
const claim = armClaim("wins", "Section 1", "Better wins", comparison);
const source = (experiment: string): ClaimSource => ({
  experiment,
  file: `${experiment}.jsonl`,
  claims: () => [claim],
});

test("claims of several ledgers are judged by their own runs and corrected together", () => {
  const alone = allClaims([source("two")], folder).verdicts[0];
  const { verdicts, runs, claims } = allClaims([source("one"), source("two"), source("missing")], folder);
  expect(verdicts.map(({ id }) => id)).toEqual(["one/wins", "two/wins", "missing/wins"]);
  expect(verdicts[0].effect).toBeCloseTo(0.102, 10);
  expect(verdicts[1].effect).toBeCloseTo(0.038, 10);
  // Two tested claims: the smaller p is doubled, and none falls below the other's.
  expect(verdicts[0].p!).toBeLessThan(0.01);
  expect(verdicts[1].p!).toBeCloseTo(alone.p!, 12);
  expect(verdicts[2].verdict).toBe("not tested at this scale");
  expect(runs).toEqual({ one: 10, two: 10, missing: 0 });
  expect(String(claimTable(claims, verdicts))).toContain("claims tested: 2");
});

test("runs that do not pair up yet test nothing", () => {
  const { verdicts, runs } = allClaims([source("torn")], folder);
  expect(verdicts[0].verdict).toBe("not tested at this scale");
  expect(runs).toEqual({ torn: 5 });
});

test("verdicts are counted by experiment", () => {
  const counts = verdictCounts(allClaims([source("one"), source("missing")], folder));
  expect(counts).toEqual([
    { experiment: "one", supported: 1, "not supported": 0, "not tested": 0 },
    { experiment: "missing", supported: 0, "not supported": 0, "not tested": 1 },
  ]);
});

test("every claim of the paper's experiments has an id of its own, and without ledgers none is tested", () => {
  const { claims } = runAllResults({ scale: "world" }, folder);
  expect(claims.length).toBeGreaterThan(claimSources.length);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  for (const { verdict } of claims) expect(verdict).toBe("not tested at this scale");
});

test("the committed ledgers give a verdict on every claim, and print", async () => {
  const result = await allResults.run({ scale: "world", seeds: 2 });
  expect(result.claims.filter(({ effect }) => effect !== null).length).toBeGreaterThan(0);
  expect(printAllResults(result)).toContain("Section 3.2");
  expect(() => runAllResults({ scale: "world", data: "x" })).toThrow(
    new RangeError("allResults: data is x, expected none"),
  );
});
