/**
 * @file Two arms compared on the seeds that both have: slow methods are run with fewer than quick ones.
 */
import { type Arm, type Comparison, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";

/**
 * The runs of both arms, without seeds that only one of them has.
 *
 * @returns no run where no seed is shared
 */
export function sharedSeeds(records: readonly RunRecord[], { of, minus }: Comparison): RunRecord[] {
  const ours = records.filter((record) => isOf(record, of));
  const theirs = records.filter((record) => isOf(record, minus));
  const seedsOf = (runs: readonly RunRecord[]) => new Set(runs.map(({ seed }) => seed));
  const [first, second] = [seedsOf(ours), seedsOf(theirs)];
  return [...ours, ...theirs].filter(({ seed }) => first.has(seed) && second.has(seed));
}

/** One difference for each seed that both arms have, as `pairedDifferences`. */
export function sharedDifferences(records: readonly RunRecord[], comparison: Comparison): number[] {
  return pairedDifferences(sharedSeeds(records, comparison), comparison);
}

function isOf({ data, source, method }: RunRecord, arm: Arm): boolean {
  return (
    (arm.data ?? data) === data && (arm.source ?? source) === source && (arm.method ?? method) === method
  );
}
