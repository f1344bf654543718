/**
 * @file From finished runs to the table of `dimp/4.1-imp`, whether made just now or read from a ledger.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { worldDifference } from "../../experiments/worldDifference";
import {
  exactArm,
  exactDiversityArm,
  exactQualityArm,
  impArms,
  learnedArm,
  realRowCounts,
  unweightedArm,
  usualRows,
} from "./impArms";

/** The experiment's name on the command line. */
export const impName = "dimp/4.1-imp";

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function impResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: impName,
    scale,
    records,
    lowerIsBetter: ["lossGap", "rmsError", "largestWeight", "pullOfWrongLabels"],
    comparisons: impArms
      .filter(({ unweighted }) => !unweighted)
      .map(({ method }) => ({ metric: "accuracy", of: { method }, minus: { method: unweightedArm } })),
    claims: impClaims,
  });
}

const [fewest] = realRowCounts;
const most = realRowCounts[realRowCounts.length - 1];

/** What Section 4.1 says, in our words, and sentences of ours. */
export const impClaims: readonly Claim[] = [
  {
    id: "weights-follow",
    place: "Section 4.1, Eq. 6",
    sentence: `P'/Q orders texts as P/Q does (effect: rank correlation, ${usualRows} real rows)`,
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        records
          .filter(({ method }) => method === learnedArm(usualRows))
          .map((record) => metricOf(record, "rankCorrelation")),
    },
  },
  {
    id: "exact-loss",
    place: "Section 4.1, Eq. 5",
    sentence: "With exact weights the loss on generated text is nearer to that on real text than without",
    evidence: difference("lossGap", unweightedArm, exactArm),
  },
  {
    id: "estimated-loss",
    place: "Section 4.1, Eq. 6",
    sentence: `So it is with weights of a quality checker that has seen ${usualRows} real rows`,
    evidence: difference("lossGap", unweightedArm, learnedArm(usualRows)),
  },
  {
    id: "imp-over-ce",
    place: "Section 5.1",
    sentence: `IMP with ${usualRows} real rows beats CE`,
    evidence: difference("accuracy", learnedArm(usualRows), unweightedArm),
  },
  {
    id: "imp-few-rows",
    place: "ours",
    sentence: `IMP with ${fewest} real rows beats CE`,
    evidence: difference("accuracy", learnedArm(fewest), unweightedArm),
  },
  {
    id: "more-rows",
    place: "ours",
    sentence: `Weights of ${most} real rows order texts better than those of ${fewest}`,
    evidence: difference("rankCorrelation", learnedArm(most), learnedArm(fewest)),
  },
  {
    id: "quality-is-the-error",
    place: "ours",
    sentence: "Making P exact mends the order of the weights more than making Q exact",
    evidence: difference("rankCorrelation", exactQualityArm, exactDiversityArm),
  },
];

function difference(metric: string, of: string, minus: string): ClaimEvidence {
  return worldDifference({ metric, of: { method: of }, minus: { method: minus } });
}
