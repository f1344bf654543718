/** @file The committed ledgers of the experiments that join all three papers are of today's texts and settings. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExperimentOptions } from "../../../src/experiments/experiment";
import type { RunRecord } from "../../../src/experiments/runRecord";
import { runLabel } from "../../../src/papers/together/labelOrGenerate";
import { runRephrase } from "../../../src/papers/together/rephraseOrWeigh";
import { runWeighting } from "../../../src/papers/together/weightingAfterTuning";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "together-ledgers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const kept: [string, (options: ExperimentOptions) => Promise<RunRecord[]>][] = [
  ["weighting-after-tuning", runWeighting],
  ["rephrase-or-weigh", runRephrase],
  ["label-or-generate", runLabel],
];

test.each(kept)(
  "%s finds its eight seeds in the committed ledger",
  async (name, run) => {
    const ledger = path.join(folder, `${name}.jsonl`);
    copyFileSync(path.join(__dirname, "../../../notebooks/together/ledgers", `${name}.jsonl`), ledger);
    const texts: string[] = [];
    const onProgress = ({ text }: { text: string }) => {
      if (texts.push(text) > 2) throw new Error(`a run was missing: ${texts.join("; ")}`);
    };
    const records = await run({ scale: "world", seeds: 8, ledger, onProgress });
    expect(new Set(records.map(({ seed }) => seed)).size).toBe(8);
  },
  30_000,
);
