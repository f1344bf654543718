/** @file Ledgers that speak to the claims of a paper: which there are, and the runs in those that are there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Claim } from "./claim";
import type { Scale } from "./experiment";
import { readLedger } from "./ledger";
import type { RunRecord } from "./runRecord";

/** A ledger and what its runs are asked. */
export interface ClaimLedger {
  /** File in the folder of ledgers, without its ending. */
  ledger: string;
  experiment: string;
  scale: Scale;
  /** How many worlds the seeds have in turn, see `judgeClaims`. */
  worlds?: number;
  claims(records: readonly RunRecord[]): readonly Claim[];
}

/** A ledger that is there, with its runs. */
export interface ReadLedger extends ClaimLedger {
  records: RunRecord[];
  /** Those of the seeds that have all arms. */
  whole: RunRecord[];
}

/** The ledgers of a folder that are there and have two seeds. */
export function readClaimLedgers(ledgers: readonly ClaimLedger[], folder: string): ReadLedger[] {
  return ledgers.flatMap((entry) => {
    const file = join(folder, `${entry.ledger}.jsonl`);
    if (!existsSync(file)) return [];
    const records = newest([...readLedger(file).records.values()]);
    const whole = wholeSeeds(records);
    return seedsOf(whole) < 2 ? [] : [{ ...entry, records, whole }];
  });
}

/** Names of the ledgers that are missing. */
export function missingLedgers(ledgers: readonly ClaimLedger[], read: readonly ReadLedger[]): string[] {
  const found = new Set(read.map(({ ledger }) => ledger));
  return ledgers.filter(({ ledger }) => !found.has(ledger)).map(({ ledger }) => ledger);
}

/** On all seeds where what is asked for has them all, else on those that have every arm. */
export function onSharedSeeds<Value>(
  { records, whole }: ReadLedger,
  compute: (records: readonly RunRecord[]) => Value,
): Value {
  try {
    return compute(records);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return compute(whole);
  }
}

/** The number of different seeds. */
export function seedsOf(records: readonly RunRecord[]): number {
  return new Set(records.map(({ seed }) => seed)).size;
}

/** The seeds that have as many runs as the one that has most: one that was stopped on the way has fewer. */
function wholeSeeds(records: readonly RunRecord[]): RunRecord[] {
  const counts = new Map<number, number>();
  for (const { seed } of records) counts.set(seed, (counts.get(seed) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return records.filter(({ seed }) => counts.get(seed) === most);
}

/** A ledger that was made anew with other settings has the same place twice: the later run counts. */
function newest(records: readonly RunRecord[]): RunRecord[] {
  const places = new Map(
    records.map((record) => [
      JSON.stringify([record.data, record.source, record.method, record.seed]),
      record,
    ]),
  );
  return [...places.values()];
}
