/** @file Differences of Section 4.5 on parts of its runs: those that every arm has, and those of each world. */
import { signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { RunRecord } from "../../experiments/runRecord";
import { intervalOver } from "../../experiments/summarise";
import { baseArm, dpoArm, utilityDpoArm } from "./hybridArms";
import { hybridDifferences } from "./hybridClaims";
import { worldsInTurn } from "./worldPipelineSettings";

/**
 * Every arm minus the untuned generator, over all runs that the arm has and over those that all arms have.
 *
 * Arms that only explain others have fewer runs: two arms may be compared in the last column only.
 *
 * @throws RangeError if an arm has fewer than 2 runs
 */
export function sharedRunsTable(
  records: readonly RunRecord[],
  volume: number,
  methods: readonly string[],
): Table {
  const over = (method: string) => hybridDifferences(records, volume, { method }, baseArm);
  // Runs are in the order of their seeds, and every arm has the first ones.
  const shared = Math.min(...methods.map((method) => over(method).length));
  const lines = methods.map((method) => {
    const differences = over(method);
    return {
      method,
      runs: differences.length,
      all: withInterval(differences, worldsInTurn),
      shared: withInterval(differences.slice(0, shared), worldsInTurn),
    };
  });
  return table(lines, {
    caption: "Real + synthetic, minus the untuned generator's",
    columns: [
      { field: "method" },
      { field: "runs", align: "right" },
      { field: "all", title: "over its runs", align: "right" },
      { field: "shared", title: `over the ${shared} that all arms have`, align: "right" },
    ],
    note: "mean ± half of the 95 % Student t interval over the means of the worlds",
  });
}

/**
 * The paper's three comparisons over the worlds' means, and over the runs of each world and its generator.
 *
 * @param worlds how many there are: run s has number s modulo this
 * @throws RangeError if a world has fewer than 2 runs
 */
export function worldsTable(records: readonly RunRecord[], volume: number, worlds: number): Table {
  const comparisons = [
    [dpoArm, baseArm],
    [utilityDpoArm, baseArm],
    [utilityDpoArm, dpoArm],
  ] as const;
  const metrics = { hybrid: "real + synthetic", synthetic: "synthetic only" } as const;
  const lines = (["hybrid", "synthetic"] as const).flatMap((metric) =>
    comparisons.map(([of, minus]) => {
      const on = (some: readonly RunRecord[]) => hybridDifferences(some, volume, of, minus, metric);
      const parts = Array.from({ length: worlds }, (_, world) => [
        `world ${world}`,
        withInterval(on(records.filter(({ seed }) => seed % worlds === world))),
      ]);
      const comparison = `${of.method} - ${minus.method}`;
      const all = withInterval(on(records), worlds);
      return { trained: metrics[metric], comparison, all, ...Object.fromEntries(parts) };
    }),
  );
  return table(lines, {
    caption: "The same comparisons world by world",
    columns: Object.keys(lines[0]).map((field) => ({
      field,
      title: { trained: "classifier of", all: "over worlds" }[field] ?? field,
    })),
    note: "mean ± half of the 95 % Student t interval: over the means of the worlds, and over the runs of one",
  });
}

function withInterval(differences: readonly number[], worlds?: number): string {
  const { mean, low, high } = intervalOver(differences, worlds);
  const digits = signed(4);
  return `${digits(mean, {})} ± ${((high - low) / 2).toFixed(4)}`;
}
