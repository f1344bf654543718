/**
 * @file The experiment `data-study/results`: every claim of the empirical study with its verdict, from the ledgers of
 * its experiments.
 */
import { join } from "node:path";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import {
  type LedgerResults,
  type LedgerResultTables,
  ledgerResults,
  ledgerResultTables,
} from "../../experiments/ledgerResults";
import { resultLedgers } from "./resultLedgers";

const name = "data-study/results";

/** Where the ledgers of finished runs are kept in this repository. */
export const ledgerFolder = join("notebooks", "data-study", "ledgers");

/** The verdicts on arXiv 2407.12813. */
export const results: Experiment = {
  name,
  scales: ["world"],
  seeds: 2,
  run: async (options) => runResults(options),
  print: printResults,
};

/**
 * Reads what other experiments have found; runs nothing.
 *
 * @param options `data` is another folder of ledgers
 * @throws RangeError if the folder has none
 */
export function runResults({ data = ledgerFolder }: Partial<ExperimentOptions> = {}): LedgerResults {
  return ledgerResults(name, resultLedgers, data);
}

/** The result as tables. */
export function resultTables(result: LedgerResults): LedgerResultTables {
  return ledgerResultTables(result, "the empirical study (arXiv 2407.12813)");
}

function printResults(result: ExperimentResult): string {
  const { paper, ours } = resultTables(result as LedgerResults);
  return `${paper}\n\n${ours}`;
}
