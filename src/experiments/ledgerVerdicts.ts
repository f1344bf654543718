/** @file The verdicts of several ledgers, each as its own experiment gives it, and whether it stands among them all. */

import { groupMeans } from "../statistics/groupMeans";
import { type Claim, type ClaimEvidence, judgeClaims } from "./claim";
import { onSharedSeeds, type ReadLedger, seedsOf } from "./claimLedgers";
import { expectTurns } from "./expectTurns";
import type { ClaimVerdict } from "./experiment";
import type { RunRecord } from "./runRecord";

/** One verdict, with what it is about. */
export interface DatedVerdict extends ClaimVerdict {
  experiment: string;
  data: string;
  sentence: string;
  seeds: number;
  /** p < .05 as well when corrected for the claims of all experiments together. */
  supportedJointly: boolean;
}

/**
 * The verdicts of all ledgers, each as its own experiment gives it, in the order of the ledgers.
 *
 * Within an experiment p is corrected for the claims of that experiment, as its notebook shows it;
 * `supportedJointly` says whether the claim also stands when corrected for all claims of this list.
 */
export function ledgerVerdicts(read: readonly ReadLedger[]): DatedVerdict[] {
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
      seeds: runsOf(entry, entry.claims(entry.records)[i]) ?? seedsOf(entry.records),
      supportedJointly: together.get(verdict.id) === "supported",
    })),
  );
}

/** A claim with its runs in it, so that those of several ledgers can be judged in one call. */
function closedOver(entry: ReadLedger, claim: Claim): Claim {
  const { evidence } = claim;
  const isTested = evidence?.scales.includes(entry.scale) === true;
  const perSeed = () => {
    const values = valuesOf(entry, evidence!);
    return groupMeans(values, entry.worlds ?? values.length);
  };
  return {
    ...claim,
    id: `${entry.experiment}, ${entry.ledger}: ${claim.id}`,
    evidence: isTested ? { scales: ["world"], perSeed } : undefined,
  };
}

function valuesOf(entry: ReadLedger, evidence: ClaimEvidence): readonly number[] {
  return onSharedSeeds(entry, (records) => {
    expectTurns(
      records.map(({ seed }) => seed),
      entry.worlds,
    );
    return evidence.perSeed(records);
  });
}

/** How many runs speak to a claim. */
function runsOf(entry: ReadLedger, { evidence }: Claim): number | undefined {
  return evidence?.scales.includes(entry.scale) ? valuesOf(entry, evidence).length : undefined;
}

function dataOf(records: readonly RunRecord[]): string {
  return [...new Set(records.map(({ data }) => data.replace(/,.*/, "")))].join(", ");
}
