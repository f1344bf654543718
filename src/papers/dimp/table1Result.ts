/**
 * @file From finished runs to Table 1, whether they were made just now or are read from a ledger.
 */
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Comparison, differenceRow } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { generatorSource } from "./generatorNames";
import { sharedSeeds } from "./sharedSeeds";
import { table1Claims } from "./table1Claims";

/** The experiment's name on the command line. */
export const table1Name = "dimp/5.1-table-1";

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function table1Result(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const sources = new Set(records.map(({ source }) => source));
  const comparisons = comparisonsWithCrossEntropy(records);
  const result = experimentResult({
    experiment: table1Name,
    scale,
    records,
    lowerIsBetter: ["majorityRate", "trainingSeconds", "totalSeconds", "largestWeight"],
    claims: table1Claims(
      [...sources].filter((source) => source.startsWith("synthetic")),
      ({ source, method }) => records.some((record) => record.source === source && record.method === method),
    ),
  });
  const differences = comparisons.map((comparison) =>
    differenceRow(sharedSeeds(records, comparison), comparison),
  );
  return { ...result, rows: [...result.rows, ...differences] };
}

/** Accuracy and macro F1 of each method minus those of CE on the same source, seed by seed. */
function comparisonsWithCrossEntropy(records: readonly RunRecord[]): Comparison[] {
  const arms = new Map(records.map(({ source, method }) => [`${source}/${method}`, { source, method }]));
  return [...arms.values()]
    .filter(({ source, method }) => method !== "CE" && source !== "exact" && source !== generatorSource)
    .flatMap((of) =>
      ["accuracy", "macroF1"].map((metric) => ({ metric, of, minus: { source: of.source, method: "CE" } })),
    );
}
