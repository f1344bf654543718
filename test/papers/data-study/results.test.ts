import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../../src/experiments/ledger";
import { biasResult, biasTables } from "../../../src/papers/data-study/bias";
import { domainsResult, domainsTables } from "../../../src/papers/data-study/otherDomains";
import { sensitivityResult, sensitivityTables } from "../../../src/papers/data-study/promptSensitivity";
import { resultLedgers } from "../../../src/papers/data-study/resultLedgers";
import { ledgerFolder, results, resultTables, runResults } from "../../../src/papers/data-study/results";
import { skillResult, skillTables } from "../../../src/papers/data-study/skill";

const kept = join(__dirname, "..", "..", "..", ledgerFolder);
const recordsOf = (ledger: string) => [...readLedger(join(kept, `${ledger}.jsonl`)).records.values()];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "study-"));
  for (const name of ["bias", "other-domains"]) {
    copyFileSync(join(kept, `${name}.jsonl`), join(folder, `${name}.jsonl`));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test("each verdict is the one that the experiment itself gives", () => {
  const own = domainsResult("world", recordsOf("other-domains"));
  const found = runResults({ data: folder }).verdicts.filter(
    ({ experiment }) => experiment === "data-study/9-other-domains",
  );
  expect(found.map(({ verdict, effect, p }) => ({ verdict, effect, p }))).toEqual(
    own.claims.map(({ verdict, effect, p }) => ({ verdict, effect, p })),
  );
  for (const { seeds } of found) expect(seeds).toBe(own.seeds);
});

test("ledgers that are not there are named, and a folder without any is refused", () => {
  expect(runResults({ data: folder }).missing).toHaveLength(resultLedgers.length - 2);
  expect(() => runResults({ data: tmpdir() })).toThrow(
    new RangeError(`ledgerResults: folder is ${tmpdir()}, expected one with ledgers of data-study/results`),
  );
});

test("every committed ledger is judged and printed, the paper's claims apart from ours", async () => {
  const result = await results.run({ scale: "world", seeds: 2, data: kept });
  const { paper, ours, summary } = resultTables(runResults({ data: kept }));
  expect(String(paper)).toContain("Rephrasing the suspect texts mends it");
  expect(String(ours)).not.toContain("| Key results");
  expect(String(summary)).toContain("Open questions");
  expect(results.print(result)).toContain("Sentences of ours");
});

const printed = {
  bias: () => biasTables(biasResult("world", recordsOf("bias"))),
  "other-domains": () => domainsTables(domainsResult("world", recordsOf("other-domains"))),
  skill: () => skillTables(skillResult("world", recordsOf("skill"))),
  "prompt-sensitivity": () => sensitivityTables(sensitivityResult("world", recordsOf("prompt-sensitivity"))),
};

test.each(Object.entries(printed))("the committed ledger %s gives its tables", (_, tables) => {
  const { scores, claims } = tables();
  expect(String(scores)).toContain("±");
  expect(String(claims)).toContain("supported");
});

test("in every run the phrase's words are found, and rephrasing brings back more than half of what they cost", () => {
  const { claims } = biasResult("world", recordsOf("bias"));
  const of = (id: string) => claims.find((claim) => claim.id === id)!;
  expect(of("shortcut-is-found")).toMatchObject({ verdict: "supported", effect: 1, low: 1, high: 1 });
  expect(of("rephrasing-mends").effect!).toBeGreaterThan(0.5 * of("shortcut-hurts").effect!);
});
