import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentOptions, ExperimentResult } from "../../src/experiments/experiment";
import { readLedger } from "../../src/experiments/ledger";
import { llamaConfig } from "../../src/models/decoderConfig";
import { initDecoder } from "../../src/models/initDecoder";
import type { FewShotReader } from "../../src/papers/dimp/fewShotReader";
import { printTable1 } from "../../src/papers/dimp/printTable1";
import { type TableSettings, worldSettings } from "../../src/papers/dimp/settings";
import { runTable1, table1 } from "../../src/papers/dimp/table1";
import { stream } from "../../src/random/stream";
import { wordByteTokenizer } from "../../src/text/wordByteTokenizer";

const tiny: TableSettings = {
  ...worldSettings,
  // All texts are cut to one length, so that each loss is recorded once.
  maxTokens: 24,
  rows: { smallReal: 24, synthetic: 40, largeReal: 33, test: 30 },
  schedule: { epochs: 2, batchSize: 16, learningRate: 0.01 },
  smallSchedule: { epochs: 2, batchSize: 16, learningRate: 0.01 },
};

/** A decoder that has read nothing. */
const reader: FewShotReader = {
  identity: { model: "untrained" },
  open: async () => {
    const tokenizer = wordByteTokenizer(["field: example: abstract:", "deep sea corals"], { limit: 300 });
    const sizes = { hiddenSize: 16, layers: 1, heads: 2, maxPositions: 512, tiedHead: true };
    const config = llamaConfig({ ...sizes, vocabularySize: tokenizer.size, eosIds: [2], padId: 0 });
    return { config, params: initDecoder(config, stream(0, "untrained")), tokenizer };
  },
  demonstrations: 1,
  texts: 3,
};

let folder: string;
let result: ExperimentResult;
let tensors: number;
const ledgerOf = (name: string) => join(folder, name, "ledger.jsonl");
const run = (options: Partial<ExperimentOptions> = {}) =>
  runTable1({ scale: "world", seeds: 2, ...options }, tiny, () => reader);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "table1-"));
  tensors = await tensorsLeft(async () => {
    result = await run({ ledger: ledgerOf("unbroken") });
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was measured by run, without times. */
function measured(ledger: string) {
  return [...readLedger(ledger).records.values()].map(({ key, metrics }) => {
    const { trainingSeconds, totalSeconds, ...rest } = metrics;
    return { key, ...rest };
  });
}

describe("dimp/5.1-table-1", () => {
  test("has every method of Table 1 on its source, twice", () => {
    const accuracy = result.rows.filter(({ metric }) => metric === "accuracy");
    expect(accuracy.map(({ source, method }) => `${source}: ${method}`)).toEqual([
      "exact: Bayes",
      "generator: exact Q",
      "generator: few-shot",
      "small real: CE",
      "small real: Focal",
      "small real: DIMP",
      "synthetic: CE",
      "synthetic: Focal",
      "synthetic: Focal (Lin et al.)",
      "synthetic: IMP",
      "synthetic: DIMP",
      "synthetic: without diversity checker",
      "synthetic: IMP, weights of mean 1",
      "synthetic: DIMP, weights of mean 1",
      "synthetic: Hu et al.",
      "synthetic: IMP, exact weights",
      "synthetic: Hu et al., positive part",
      "large real: CE",
      "large real: Focal",
      "large real: IMP",
      "large real: DIMP",
      "large real: Hu et al.",
    ]);
    for (const row of result.rows) expect(row.n).toBe(2);
  });

  test("is the JSON that every experiment is", () => {
    const { rows, claims, ...rest } = JSON.parse(JSON.stringify(result));
    expect(rest).toEqual({ experiment: table1.name, scale: "world", seeds: 2, seconds: expect.any(Number) });
    expect(Object.keys(rows[0])).toEqual([
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
    expect(Object.keys(claims[0])).toEqual(["id", "place", "verdict", "effect", "low", "high", "p"]);
    expect(claims.map(({ id }: { id: string }) => id)).toContain("imp-over-learned-weights");
  });

  test("shows for weighted methods what the weights were, and for IMP with exact weights a perfect correlation", () => {
    const value = (method: string, metric: string) =>
      result.rows.find((row) => row.source === "synthetic" && row.method === method && row.metric === metric)
        ?.mean;
    expect(value("IMP, exact weights", "weightCorrelation")).toBeCloseTo(1, 6);
    expect(value("IMP, weights of mean 1", "meanWeight")).toBeCloseTo(1, 6);
    expect(value("IMP", "effectiveSampleSize")).toBeCloseTo(
      value("IMP, weights of mean 1", "effectiveSampleSize")!,
      6,
    );
    expect(value("without diversity checker", "largestWeight")).toBeLessThanOrEqual(1);
    expect(value("CE", "meanQuality")).toBeUndefined();
  });

  test("differs from seed to seed", () => {
    const row = result.rows.find(({ method, metric }) => method === "IMP" && metric === "meanQuality")!;
    expect(row.high).toBeGreaterThan(row.low);
  });

  test("goes on after a stop in the middle of a run to the same numbers, digit for digit", async () => {
    const ledger = ledgerOf("stopped");
    const stopping = new AbortController();
    const stopAt = ({ done }: { done: number }) => done > 7.3 && stopping.abort();
    await expect(run({ ledger, signal: stopping.signal, onProgress: stopAt })).rejects.toThrow();
    expect(measured(ledger)).toHaveLength(7);
    await run({ ledger });
    expect(measured(ledger)).toEqual(measured(ledgerOf("unbroken")));
  });

  test("takes everything from a finished ledger and trains nothing", async () => {
    const counts: number[] = [];
    const again = await run({ ledger: ledgerOf("unbroken"), onProgress: ({ done }) => counts.push(done) });
    expect(new Set(counts)).toEqual(new Set([44]));
    expect(again).toEqual(result);
  });

  test("finds all its runs in the committed ledger, which thus is of today's texts and settings", async () => {
    const ledger = join(folder, "world.jsonl");
    copyFileSync(join(__dirname, "../../notebooks/dimp/ledgers/world.jsonl"), ledger);
    const texts: string[] = [];
    const onProgress = ({ text }: { text: string }) => {
      texts.push(text);
      if (texts.length > 3) throw new Error(`a run was missing: ${texts.join("; ")}`);
    };
    const { seeds, rows } = await runTable1({ scale: "world", seeds: 10, ledger, onProgress });
    expect(seeds).toBe(10);
    expect(rows.every(({ n }) => n === 10)).toBe(true);
  });

  test("frees every tensor", () => {
    expect(tensors).toBe(0);
  });

  test("prints ours, the verdicts and what the paper reports", () => {
    const text = printTable1(result);
    expect(text).toContain("IMP, exact weights");
    expect(text).toContain("DIMP on synthetic text beats its quality checker");
    expect(text).toContain("82.67 / 79.53");
    expect(text).toMatch(/right on \d+\.\d % of the test texts; \d+\.\d % of the synthetic labels/);
  });

  test("refuses a folder at scale world and asks for one at scale small", async () => {
    await expect(run({ data: "somewhere" })).rejects.toThrow(
      new RangeError("table1: data is somewhere, expected none at scale world"),
    );
    await expect(run({ scale: "small" })).rejects.toThrow(
      new RangeError("table1: data is missing, expected a folder at scale small"),
    );
  });
});
