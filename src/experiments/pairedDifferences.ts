/**
 * @file Two arms of a grid compared seed by seed.
 */

import { expectTurns } from "./expectTurns";
import type { ResultRow } from "./experiment";
import type { RunRecord } from "./runRecord";
import { highestOfFour, intervalOver, inWorlds, metricOf } from "./summarise";

/** Names the runs to take; what is left out may be anything, as long as one run per seed is left. */
export interface Arm {
  readonly data?: string;
  readonly source?: string;
  readonly method?: string;
}

export interface Comparison {
  readonly metric: string;
  readonly of: Arm;
  readonly minus: Arm;
}

/**
 * The metric of one arm minus that of the other, one number per seed, in the order of the seeds.
 *
 * @throws RangeError if an arm has no run, has a seed twice, or the two have different seeds
 */
export function pairedDifferences(
  records: readonly RunRecord[],
  { metric, of, minus }: Comparison,
): number[] {
  const ours = bySeed(records, of);
  const theirs = bySeed(records, minus);
  for (const [seed, record] of theirs) {
    if (!ours.has(seed)) throw unpaired(seed, record, of);
  }
  return [...ours].map(([seed, record]) => {
    const other = theirs.get(seed);
    if (!other) throw unpaired(seed, record, minus);
    return metricOf(record, metric) - metricOf(other, metric);
  });
}

/**
 * The comparison as a row of a table: metric "accuracy minus CE", mean, interval and largest difference.
 *
 * @param worlds as in `summarise`
 * @throws RangeError as `pairedDifferences`, or if there are fewer than 2 seeds
 */
export function differenceRow(
  records: readonly RunRecord[],
  comparison: Comparison,
  worlds?: number,
): ResultRow {
  const differences = pairedDifferences(records, comparison);
  expectTurns([...bySeed(records, comparison.of).keys()], worlds);
  const { data, source, method } = select(records, comparison.of)[0];
  const baseline = select(records, comparison.minus)[0];
  const { mean, low, high } = intervalOver(differences, worlds);
  const from = baseline.source === source ? baseline.method : `${baseline.source} ${baseline.method}`;
  const metric = `${comparison.metric} minus ${from}`;
  return {
    data,
    source,
    method,
    metric,
    mean,
    low,
    high,
    best: highestOfFour(differences),
    n: differences.length,
    ...inWorlds({ worlds }),
  };
}

function bySeed(records: readonly RunRecord[], arm: Arm): Map<number, RunRecord> {
  const runs = new Map<number, RunRecord>();
  const ofArm = select(records, arm).sort((one, other) => one.seed - other.seed);
  for (const record of ofArm) {
    if (runs.has(record.seed)) {
      throw new RangeError(
        `pairedDifferences: arm ${describe(arm)} has seed ${record.seed} twice, expected one run per seed`,
      );
    }
    runs.set(record.seed, record);
  }
  if (runs.size === 0)
    throw new RangeError(`pairedDifferences: arm ${describe(arm)} has no runs, expected some`);
  return runs;
}

function select(records: readonly RunRecord[], arm: Arm): RunRecord[] {
  return records.filter(
    ({ data, source, method }) =>
      (arm.data ?? data) === data && (arm.source ?? source) === source && (arm.method ?? method) === method,
  );
}

function describe(arm: Arm): string {
  return [arm.data, arm.source, arm.method].filter((part) => part !== undefined).join("/");
}

function unpaired(seed: number, record: RunRecord, arm: Arm): RangeError {
  return new RangeError(
    `pairedDifferences: seed ${seed} of ${record.source}/${record.method} is not in arm ${describe(arm)}, expected the same seeds`,
  );
}
