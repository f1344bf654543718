/** @file From the records of `u-dpo/4.6-judge` at scale `small` to a result, made just now or read from a ledger. */
import { judgeClaims } from "../../experiments/claim";
import type { ExperimentResult, ResultRow } from "../../experiments/experiment";
import type { RunRecord } from "../../experiments/runRecord";
import { judgeName, judgingClaims } from "./judgingResult";

/**
 * Every number as it is, without an interval over runs: there is one.
 *
 * There are no verdicts: the paper's claims are about generators, and texts of one tuning each say little of those.
 *
 * @throws RangeError if there is no record
 */
export function smallJudgingResult(records: readonly RunRecord[]): ExperimentResult {
  if (records.length === 0) {
    throw new RangeError("smallJudgingResult: records has 0 values, expected at least one");
  }
  return {
    experiment: judgeName,
    scale: "small",
    seeds: 1,
    rows: records.flatMap(rowsOf),
    claims: judgeClaims(judgingClaims, records, "small"),
    seconds: records.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function rowsOf({ data, source, method, metrics, seconds }: RunRecord): ResultRow[] {
  return Object.entries({ ...metrics, seconds }).map(([metric, value]) => ({
    data,
    source,
    method,
    metric,
    mean: value,
    low: value,
    high: value,
    best: value,
    n: 1,
  }));
}
