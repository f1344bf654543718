/**
 * @file `dimp/results` to read: the paper's claims, ours, and how many stand.
 */
import type { Table } from "../../charts/table";
import type { ExperimentResult } from "../../experiments/experiment";
import type { DatedVerdict } from "../../experiments/ledgerVerdicts";
import { outcomeTable, verdictTable } from "../../experiments/verdictTable";
import type { Gain } from "./gainsOf";

/** A result that knows what its verdicts are about. */
export interface Results extends ExperimentResult {
  verdicts: readonly DatedVerdict[];
  gains: readonly Gain[];
  /** Ledgers that are not there. */
  missing: readonly string[];
}

/** The tables of a result; a notebook shows each of them. */
export interface ResultTables {
  /** How many claims of each section stand. */
  summary: Table;
  /** Every claim of the paper, by data set. */
  paper: Table;
  /** Sentences of ours. */
  ours: Table;
}

/** The result as text for a terminal: the paper's claims. */
export function printResults(result: ExperimentResult): string {
  return String(resultTables(result as Results).paper);
}

/** The result as tables. */
export function resultTables({ verdicts, missing }: Results): ResultTables {
  const isOurs = ({ place }: DatedVerdict) => place.startsWith("ours");
  const paper = verdicts.filter((verdict) => !isOurs(verdict));
  return {
    summary: outcomeTable(paper, "section", ({ place }) => place.replace(/,.*/, "")),
    paper: verdictTable(paper, "The claims of Kuo et al. 2025", missing),
    ours: verdictTable(verdicts.filter(isOurs), "Sentences of ours", missing),
  };
}
