/** @file What all experiments of a paper have found, read from the ledgers of their finished runs. */
import type { Table } from "../charts/table";
import { type ClaimLedger, missingLedgers, type ReadLedger, readClaimLedgers } from "./claimLedgers";
import type { ExperimentResult } from "./experiment";
import { type DatedVerdict, ledgerVerdicts } from "./ledgerVerdicts";
import { outcomeTable, verdictTable } from "./verdictTable";

/** A result that knows what its verdicts are about. */
export interface LedgerResults extends ExperimentResult {
  verdicts: readonly DatedVerdict[];
  /** The ledgers that are there. */
  read: readonly ReadLedger[];
  /** Names of those that are not. */
  missing: readonly string[];
}

/**
 * Reads what other experiments have found; runs nothing.
 *
 * @param experiment whose result it is
 * @param folder where the ledgers are
 * @throws RangeError if none of them is there
 */
export function ledgerResults(
  experiment: string,
  ledgers: readonly ClaimLedger[],
  folder: string,
): LedgerResults {
  const read = readClaimLedgers(ledgers, folder);
  if (read.length === 0) {
    throw new RangeError(`ledgerResults: folder is ${folder}, expected one with ledgers of ${experiment}`);
  }
  const verdicts = ledgerVerdicts(read);
  const files = new Map(read.map(({ ledger, records }) => [ledger, records]));
  return {
    experiment,
    scale: "world",
    seeds: Math.min(...verdicts.map(({ seeds }) => seeds)),
    rows: [],
    claims: verdicts,
    seconds: [...files.values()].flat().reduce((sum, { seconds }) => sum + seconds, 0),
    verdicts,
    read,
    missing: missingLedgers(ledgers, read),
  };
}

/** The tables of a result; a notebook shows each of them. */
export interface LedgerResultTables {
  /** How many claims of each section stand. */
  summary: Table;
  /** Every claim of the paper, by data set. */
  paper: Table;
  /** Sentences of ours. */
  ours: Table;
}

/**
 * The result as tables.
 *
 * @param paper its authors and year, for the caption
 */
export function ledgerResultTables(
  { verdicts, missing }: Pick<LedgerResults, "verdicts" | "missing">,
  paper: string,
): LedgerResultTables {
  const isOurs = ({ place }: DatedVerdict) => place.startsWith("ours");
  const theirs = verdicts.filter((verdict) => !isOurs(verdict));
  return {
    summary: outcomeTable(theirs, "section", ({ place }) => place.replace(/,.*/, "")),
    paper: verdictTable(theirs, `The claims of ${paper}`, missing),
    ours: verdictTable(verdicts.filter(isOurs), "Sentences of ours", missing),
  };
}
