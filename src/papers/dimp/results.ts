/**
 * @file The experiment `dimp/results`: every claim of paper C with its verdict, from the ledgers of its experiments.
 */
import { join } from "node:path";
import { missingLedgers, readClaimLedgers } from "../../experiments/claimLedgers";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { verdictsOf } from "../../experiments/ledgerVerdicts";
import { gainsOf } from "./gainsOf";
import { printResults, type Results } from "./printResults";
import { resultLedgers } from "./resultLedgers";
import { paperSettings } from "./settings";

const name = "dimp/results";

/** Where the ledgers of finished runs are kept in this repository. */
export const ledgerFolder = join("notebooks", "dimp", "ledgers");

/** The verdicts on all of Kuo et al. 2025. */
export const results: Experiment = {
  name,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: async (options) => runResults(options),
  print: printResults,
};

/**
 * Reads what other experiments have found; runs nothing.
 *
 * @param options `data` is another folder of ledgers
 * @throws RangeError if the folder has none
 */
export function runResults({ data = ledgerFolder }: Partial<ExperimentOptions> = {}): Results {
  const read = readClaimLedgers(resultLedgers, data);
  if (read.length === 0) throw new RangeError(`results: data is ${data}, expected a folder of ledgers`);
  const verdicts = verdictsOf(read);
  const gains = [...gainsOf(read, "accuracy"), ...gainsOf(read, "macroF1")];
  const result: ExperimentResult = {
    experiment: name,
    scale: "world",
    seeds: Math.min(...verdicts.map(({ seeds }) => seeds)),
    rows: gains,
    claims: verdicts,
    seconds: read.reduce(
      (sum, { records }) => sum + records.reduce((all, { seconds }) => all + seconds, 0),
      0,
    ),
  };
  return { ...result, verdicts, gains, missing: missingLedgers(resultLedgers, read) };
}
