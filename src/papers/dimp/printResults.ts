/**
 * @file `dimp/results` to read: the paper's claims, ours, and how many stand.
 */
import type { ExperimentResult } from "../../experiments/experiment";
import {
  type LedgerResults,
  type LedgerResultTables,
  ledgerResultTables,
} from "../../experiments/ledgerResults";
import type { Gain } from "./gainsOf";

/** The verdicts, and what weighting gains. */
export interface Results extends LedgerResults {
  gains: readonly Gain[];
}

/** The result as text for a terminal: the paper's claims. */
export function printResults(result: ExperimentResult): string {
  return String(resultTables(result as Results).paper);
}

/** The result as tables. */
export function resultTables(result: Results): LedgerResultTables {
  return ledgerResultTables(result, "Kuo et al. 2025");
}
