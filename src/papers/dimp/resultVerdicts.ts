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
    const records = wholeSeeds(newest([...readLedger(file).records.values()]));
    return seedsOf(records) < 2 ? [] : [{ ...entry, records }];
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
  const single = read.map((entry) => {
    const claims = entry.claims(entry.records);
    return { entry, claims, verdicts: judgeClaims(claims, entry.records, entry.scale) };
  });
  const joint = judgeClaims(
    single.flatMap(({ entry, claims }) => closedOver(entry, claims)),
    [],
    "world",
  );
  const together = new Map(joint.map(({ id, verdict }) => [id, verdict]));
  return single.flatMap(({ entry, claims, verdicts }) =>
    verdicts.map((verdict, i) => ({
      ...verdict,
      experiment: entry.experiment,
      data: dataOf(entry.records),
      sentence: claims[i].sentence,
      seeds: seedsOf(entry.records),
      supportedJointly: together.get(jointId(entry, claims[i])) === "supported",
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
  return tables.flatMap(({ records, scale }) => {
    const sources = [...new Set(records.map(({ source }) => source))].filter((source) =>
      ["CE", "IMP", "DIMP"].every((method) =>
        records.some((record) => record.source === source && record.method === method),
      ),
    );
    return sources.flatMap((source) =>
      ["IMP", "DIMP"].map((method) => ({
        ...differenceRow(records, { metric, of: { source, method }, minus: { source, method: "CE" } }),
        scale,
      })),
    );
  });
}

const tableLedgers = new Set(["world", "ag_news_llm", "abstracts_gpt35", "noise"]);

/** The same claims with the runs in them, so that those of several ledgers can be judged in one call. */
function closedOver(entry: ReadLedger, claims: readonly Claim[]): Claim[] {
  return claims.map((claim) => {
    const { evidence } = claim;
    const isTested = evidence?.scales.includes(entry.scale) === true;
    return {
      ...claim,
      id: jointId(entry, claim),
      evidence: isTested ? { scales: ["world"], perSeed: () => evidence.perSeed(entry.records) } : undefined,
    };
  });
}

function jointId({ ledger }: ReadLedger, { id }: Claim): string {
  return `${ledger}: ${id}`;
}

function dataOf(records: readonly RunRecord[]): string {
  return [...new Set(records.map(({ data }) => data.replace(/,.*/, "")))].join(", ");
}

function seedsOf(records: readonly RunRecord[]): number {
  return new Set(records.map(({ seed }) => seed)).size;
}

/** A run that was stopped leaves its last seed unfinished: it does not count. */
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
