/**
 * @file The experiment `dimp/results`: every claim of paper C with its verdict, from the ledgers of its experiments.
 */
import { join } from "node:path";
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import { ledgerResults } from "../../experiments/ledgerResults";
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
  const result = ledgerResults(name, resultLedgers, data);
  const gains = [...gainsOf(result.read, "accuracy"), ...gainsOf(result.read, "macroF1")];
  return { ...result, rows: gains, gains };
}
