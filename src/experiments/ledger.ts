/**
 * @file The ledger of a grid: one line per finished run.
 */
import { type LineLedger, type LineLedgerContent, openLineLedger, readLineLedger } from "../text/lineLedger";
import { expectRunRecord, type RunRecord } from "./runRecord";

export type Ledger = LineLedger<RunRecord>;

/**
 * Opens a ledger of runs for this process alone; a run whose line was torn by a kill is run again.
 *
 * @throws RangeError if another living process has it open, a line is not a run's record, or two have one key
 */
export function openLedger(file: string): Ledger {
  return openLineLedger(file, expectRunRecord);
}

/**
 * Reads a ledger of runs without changing it, for a chart or while a grid runs; a missing file has no records.
 *
 * @throws RangeError if a whole line is not a run's record, or two lines have one key
 */
export function readLedger(file: string): LineLedgerContent<RunRecord> {
  return readLineLedger(file, expectRunRecord);
}
