/**
 * @file Puts an experiment's result together, in the one shape that all of them have.
 */
import { type Claim, judgeClaims } from "./claim";
import type { ExperimentResult, Scale } from "./experiment";
import { type Comparison, differenceRow } from "./pairedDifferences";
import type { RunRecord } from "./runRecord";
import { summarise } from "./summarise";

export interface ResultParts {
  readonly experiment: string;
  readonly scale: Scale;
  readonly records: readonly RunRecord[];
  readonly lowerIsBetter?: readonly string[];
  /** As in `summarise`; verdicts too are over worlds then. */
  readonly worlds?: number;
  /** Differences to show beside the means, as rows of their own. */
  readonly comparisons?: readonly Comparison[];
  readonly claims: readonly Claim[];
}

/**
 * Rows for every metric, rows for the comparisons, verdicts on the claims.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function experimentResult(parts: ResultParts): ExperimentResult {
  const { experiment, scale, records, comparisons = [], claims, worlds } = parts;
  return {
    experiment,
    scale,
    seeds: new Set(records.map(({ seed }) => seed)).size,
    rows: [
      ...summarise(records, parts),
      ...comparisons.map((comparison) => differenceRow(records, comparison, worlds)),
    ],
    claims: judgeClaims(claims, records, scale, worlds),
    seconds: records.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
