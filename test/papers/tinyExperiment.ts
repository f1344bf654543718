/**
 * @file A tiny experiment of two methods: each run draws numbers for 20 steps of 5 ms.
 *
 * TINY_LOG names a file that gets a line for every run begun.
 */
import { appendFileSync } from "node:fs";
import type { Claim } from "../../src/experiments/claim";
import { claimTable } from "../../src/experiments/claimTable";
import type { Experiment } from "../../src/experiments/experiment";
import { experimentResult } from "../../src/experiments/experimentResult";
import { pairedDifferences } from "../../src/experiments/pairedDifferences";
import { resultTable } from "../../src/experiments/resultTable";
import { type Cell, runGrid } from "../../src/experiments/runGrid";
import { stream } from "../../src/random/stream";

const comparison = { metric: "accuracy", of: { method: "better" }, minus: { method: "plain" } };

const claims: Claim[] = [
  {
    id: "better-over-plain",
    place: "Table 1",
    sentence: "Better beats plain.",
    evidence: { scales: ["world"], perSeed: (records) => pairedDifferences(records, comparison) },
  },
  { id: "beats-people", place: "Section 6", sentence: "Better beats people." },
];

export const tiny: Experiment = {
  name: "tiny",
  scales: ["world", "small"],
  seeds: 3,
  async run({ scale, data, seeds, ledger, onProgress, signal }) {
    if (data !== undefined) throw new Error("the data were eaten\nby a dog");
    onProgress?.({ done: 0, total: 0, text: "reading the data" });
    const cells = Array.from({ length: seeds }, (_, seed) => [
      cell("plain", seed, 0.7),
      cell("better", seed, 0.8),
    ]);
    const records = await runGrid({ cells: cells.flat(), ledger, onProgress, signal });
    return experimentResult({ experiment: "tiny", scale, records, comparisons: [comparison], claims });
  },
  print: (result) =>
    [
      resultTable(result.rows, { metrics: [{ metric: "accuracy", best: true }] }),
      claimTable(claims, result.claims),
    ].join("\n\n"),
};

function cell(method: string, seed: number, center: number): Cell {
  return {
    data: "world",
    source: "synthetic",
    method,
    seed,
    settings: { center, revision: 1 },
    async run(signal, report) {
      if (process.env.TINY_LOG) appendFileSync(process.env.TINY_LOG, `${method} ${seed}\n`);
      const random = stream(seed, method);
      let accuracy = center;
      for (let step = 0; step < 20; step++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        signal.throwIfAborted();
        accuracy += 0.001 * random.normal();
        report(step / 20);
      }
      return { accuracy };
    },
  };
}
