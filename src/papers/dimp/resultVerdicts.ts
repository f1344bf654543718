/**
 * @file Reads the ledgers of paper C and decides on its claims.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Claim, judgeClaims } from "../../experiments/claim";
import type { ClaimVerdict, ResultRow } from "../../experiments/experiment";
import { readLedger } from "../../experiments/ledger";
import { differenceRow } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { type ResultLedger, resultLedgers } from "./resultLedgers";

/** A ledger that is there, with its runs. */
export interface ReadLedger extends ResultLedger {
  records: RunRecord[];
  /** Those of the seeds that have all arms. */
  whole: RunRecord[];
}

/** One verdict, with what it is about. */
export interface DatedVerdict extends ClaimVerdict {
  experiment: string;
  data: string;
  sentence: string;
  seeds: number;
  /** p < .05 as well when corrected for the claims of all experiments together. */
  supportedJointly: boolean;
}

/** The ledgers of a folder that are there and have two seeds. */
export function readLedgers(folder: string): ReadLedger[] {
  return resultLedgers.flatMap((entry) => {
    const file = join(folder, `${entry.ledger}.jsonl`);
    if (!existsSync(file)) return [];
    const records = newest([...readLedger(file).records.values()]);
    const whole = wholeSeeds(records);
    return seedsOf(whole) < 2 ? [] : [{ ...entry, records, whole }];
  });
}

/** Names of the experiments whose ledgers are missing. */
export function missingLedgers(read: readonly ReadLedger[]): string[] {
  const found = new Set(read.map(({ ledger }) => ledger));
  return resultLedgers.filter(({ ledger }) => !found.has(ledger)).map(({ ledger }) => ledger);
}

/**
 * The verdicts of all ledgers, each as its own experiment gives it, in the order of the ledgers.
 *
 * Within an experiment p is corrected for the claims of that experiment, as its notebook shows it;
 * `supportedJointly` says whether the claim also stands when corrected for all claims of this list.
 */
export function verdictsOf(read: readonly ReadLedger[]): DatedVerdict[] {
  const closed = read.map((entry) => ({
    entry,
    claims: entry.claims(entry.records).map((claim) => closedOver(entry, claim)),
  }));
  const joint = judgeClaims(
    closed.flatMap(({ claims }) => claims),
    [],
    "world",
  );
  const together = new Map(joint.map(({ id, verdict }) => [id, verdict]));
  return closed.flatMap(({ entry, claims }) =>
    judgeClaims(claims, [], "world").map((verdict, i) => ({
      ...verdict,
      experiment: entry.experiment,
      data: dataOf(entry.records),
      sentence: claims[i].sentence,
      seeds: claims[i].evidence?.perSeed([]).length ?? seedsOf(entry.records),
      supportedJointly: together.get(verdict.id) === "supported",
    })),
  );
}

/** A weighted loss against CE on one source. */
export interface Gain extends ResultRow {
  scale: string;
}

/** What IMP and DIMP gain over CE by a metric, on every source of training text that all three were run on. */
export function gainsOf(read: readonly ReadLedger[], metric: "accuracy" | "macroF1"): Gain[] {
  const tables = read.filter(({ ledger }) => tableLedgers.has(ledger) || ledger.startsWith("real-"));
  return tables.flatMap((entry) => {
    const { records, scale } = entry;
    const sources = [...new Set(records.map(({ source }) => source))].filter((source) =>
      ["CE", "IMP", "DIMP"].every((method) =>
        records.some((record) => record.source === source && record.method === method),
      ),
    );
    return sources.flatMap((source) =>
      ["IMP", "DIMP"].map((method) => ({
        ...onSharedSeeds(entry, (shared) =>
          differenceRow(shared, { metric, of: { source, method }, minus: { source, method: "CE" } }),
        ),
        scale,
      })),
    );
  });
}

const tableLedgers = new Set(["world", "ag_news_llm", "abstracts_gpt35", "noise"]);

/** A claim with its runs in it, so that those of several ledgers can be judged in one call. */
function closedOver(entry: ReadLedger, claim: Claim): Claim {
  const { evidence } = claim;
  const isTested = evidence?.scales.includes(entry.scale) === true;
  const perSeed = () => onSharedSeeds(entry, (records) => evidence!.perSeed(records));
  return {
    ...claim,
    id: `${entry.ledger}: ${claim.id}`,
    evidence: isTested ? { scales: ["world"], perSeed } : undefined,
  };
}

/** On all seeds where what is asked for has them all, else on those that have every arm. */
function onSharedSeeds<Value>(
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

function dataOf(records: readonly RunRecord[]): string {
  return [...new Set(records.map(({ data }) => data.replace(/,.*/, "")))].join(", ");
}

function seedsOf(records: readonly RunRecord[]): number {
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
