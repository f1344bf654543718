/** @file Evidence for claims that are about several arms at once: one number of all runs of a seed. */

import type { ClaimEvidence } from "../../experiments/claim";
import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunPlace, RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";

/** The number that a claim is about, from the runs of each seed in turn. */
export function perSeed(of: (records: readonly RunRecord[]) => number): ClaimEvidence {
  return {
    scales: ["world"],
    perSeed: (records) => recordsBySeed(records).map(of),
  };
}

/**
 * The metric of the one run at a place.
 *
 * @throws RangeError if there is no such run, or more than one
 */
export function metricAt(
  records: readonly RunRecord[],
  place: Omit<RunPlace, "seed">,
  metric: string,
): number {
  const found = records.filter(
    ({ data, source, method }) => data === place.data && source === place.source && method === place.method,
  );
  if (found.length !== 1) {
    const { data, source, method } = place;
    throw new RangeError(
      `metricAt: ${data}, ${source}, ${method} has ${found.length} runs in a seed, expected 1`,
    );
  }
  return metricOf(found[0], metric);
}
