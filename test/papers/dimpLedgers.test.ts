import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExperimentOptions, ExperimentResult } from "../../src/experiments/experiment";
import { runCost } from "../../src/papers/dimp/cost";
import { runDynamics } from "../../src/papers/dimp/dynamics";
import { runModelSize } from "../../src/papers/dimp/modelSize";
import { runNoise } from "../../src/papers/dimp/noise";
import { runSmallCheckers } from "../../src/papers/dimp/smallCheckers";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ledgers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const kept: [string, number, (options: ExperimentOptions) => Promise<ExperimentResult>][] = [
  ["dynamics", 20, runDynamics],
  ["small-checkers", 10, runSmallCheckers],
  ["model-size", 4, runModelSize],
  ["cost", 4, runCost],
  ["noise", 10, runNoise],
];

test.each(kept)(
  "%s finds its %i seeds in the committed ledger, which thus is of today's texts and settings",
  async (name, seeds, run) => {
    const ledger = join(folder, `${name}.jsonl`);
    copyFileSync(join(__dirname, `../../notebooks/dimp/ledgers/${name}.jsonl`), ledger);
    const texts: string[] = [];
    const onProgress = ({ text }: { text: string }) => {
      if (texts.push(text) > 2) throw new Error(`a run was missing: ${texts.join("; ")}`);
    };
    const result = await run({ scale: "world", seeds, ledger, onProgress });
    expect(result.seeds).toBe(seeds);
  },
  30_000,
);
