/** @file All claims of the U-DPO paper that runs speak to, from the ledgers of their experiments. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Claim, judgeClaims } from "../../experiments/claim";
import type { ClaimVerdict } from "../../experiments/experiment";
import { readLedger } from "../../experiments/ledger";
import type { RunRecord } from "../../experiments/runRecord";

/** An experiment whose runs are kept in a ledger. */
export interface ClaimSource {
  experiment: string;
  /** The ledger's name in the folder of ledgers. */
  file: string;
  claims(records: readonly RunRecord[]): readonly Claim[];
}

/** Claims with their verdicts, and what each rests on. */
export interface AllClaims {
  claims: readonly Claim[];
  verdicts: readonly ClaimVerdict[];
  /** How many runs each experiment had, by its name; 0 for one without a ledger. */
  runs: Readonly<Record<string, number>>;
  records: readonly RunRecord[];
}

/**
 * Judges the claims of all experiments together: Holm's rule counts every claim that was tested, so that a verdict can
 * be stricter here than in the experiment's own table.
 *
 * A claim whose ledger is not there, or whose runs do not pair up as while an experiment is under way, is "not tested
 * at this scale".
 *
 * @param folder where the ledgers are
 */
export function allClaims(sources: readonly ClaimSource[], folder: string): AllClaims {
  const read = sources.map((source) => {
    const file = join(folder, source.file);
    const records = existsSync(file) ? [...readLedger(file).records.values()] : [];
    return { source, records };
  });
  const claims = read.flatMap(({ source, records }) =>
    source.claims(records).map((claim) => bound(source.experiment, claim, records)),
  );
  return {
    claims,
    verdicts: judgeClaims(claims, [], "world"),
    runs: Object.fromEntries(read.map(({ source, records }) => [source.experiment, records.length])),
    records: read.flatMap(({ records }) => records),
  };
}

/** A claim that knows its own runs. */
function bound(experiment: string, claim: Claim, records: readonly RunRecord[]): Claim {
  const id = `${experiment}/${claim.id}`;
  const perSeed = claim.evidence && numbers(claim.evidence, records);
  if (!perSeed) return { ...claim, id, evidence: undefined };
  return { ...claim, id, evidence: { scales: ["world"], perSeed: () => perSeed } };
}

/** The numbers of a claim by seed, if its runs are there. */
function numbers(
  evidence: NonNullable<Claim["evidence"]>,
  records: readonly RunRecord[],
): readonly number[] | undefined {
  try {
    const perSeed = evidence.perSeed(records);
    return perSeed.length < 2 ? undefined : perSeed;
  } catch (error) {
    // Arms without runs, or with other seeds than those they are compared with.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
