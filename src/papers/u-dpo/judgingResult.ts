/** @file From finished runs to the table of `u-dpo/4.6-judge`, whether made just now or read from a ledger. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { armClaim } from "./armClaim";
import { base, dpo, unfilteredDpo, utilityDpo } from "./stages/writerArms";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const judgeName = "u-dpo/4.6-judge";

/**
 * What the paper reports: one grade from 0 to 5 for each of 132 texts by GPT-4.5.
 *
 * Source:  U-DPO paper, Table 3.
 */
export const reportedGrades = [
  { method: "DPO", mean: 4.05, median: 4.5, deviation: 1.09 },
  { method: "U-DPO", mean: 4.14, median: 4.5, deviation: 0.89 },
] as const;

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function judgingResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: judgeName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["deviation"],
    claims: judgingClaims,
  });
}

const place = "Section 4.6, Table 3";

/** What the paper says of its judge's grades, in our words, for both readings of "standard DPO", and one of ours. */
export const judgingClaims: readonly Claim[] = [
  armClaim("mean-over-dpo", place, "U-DPO's texts have higher grades than DPO's (same pairs)", {
    metric: "mean",
    of: utilityDpo.method,
    minus: dpo.method,
  }),
  armClaim("mean-over-unfiltered", place, "U-DPO's texts have higher grades than DPO's (unfiltered pairs)", {
    metric: "mean",
    of: utilityDpo.method,
    minus: unfilteredDpo.method,
  }),
  armClaim("steadier-than-dpo", place, "Their grades scatter less (same pairs; effect: standard deviation)", {
    metric: "deviation",
    of: dpo.method,
    minus: utilityDpo.method,
  }),
  armClaim("steadier-than-unfiltered", place, "Their grades scatter less (unfiltered pairs)", {
    metric: "deviation",
    of: unfilteredDpo.method,
    minus: utilityDpo.method,
  }),
  armClaim("over-base", "ours", "U-DPO's texts have higher grades than those of the untuned generator", {
    metric: "mean",
    of: utilityDpo.method,
    minus: base.method,
  }),
];
