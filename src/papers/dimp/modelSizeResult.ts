/**
 * @file From finished runs to Table 2, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { Arm } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";

/** The experiment's name on the command line. */
export const modelSizeName = "dimp/5.1-model-size";

/** The two classifiers; checkers are of the first, where nothing else is said. */
export const baseModel = "base";
export const largeModel = "large";

/** IMP whose diversity checker is as large as the classifier. */
export const withLargeDiversity = "IMP, large Q";

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function modelSizeResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: modelSizeName,
    scale,
    records,
    lowerIsBetter: ["majorityRate", "trainingSeconds", "totalSeconds", "largestWeight"],
    comparisons: ["IMP", withLargeDiversity, "DIMP"].map((method) => ({
      metric: "accuracy",
      of: large(method),
      minus: large("CE"),
    })),
    claims: modelSizeClaims,
  });
}

const large = (method: string): Arm => ({ data: `world, ${largeModel}`, source: "synthetic", method });
const base = (method: string, source = "synthetic"): Arm => ({ data: `world, ${baseModel}`, source, method });

/** What Section 5.1 says of Table 2, in our words. */
export const modelSizeClaims: readonly Claim[] = [
  claim("larger-is-better", "ours", "By CE, the larger model is better", large("CE"), base("CE")),
  claim(
    "dimp-large-over-ce",
    "Section 5.1, Table 2",
    "A larger model trained by DIMP with a smaller checker beats CE",
    large("DIMP"),
    large("CE"),
  ),
  claim(
    "dimp-large-over-checker",
    "Section 5.1, Table 2",
    "It beats the checker",
    large("DIMP"),
    base("CE", "small real"),
  ),
  claim(
    "dimp-large-over-imp",
    "Section 5.1, Table 2",
    "DIMP beats IMP with two small checkers",
    large("DIMP"),
    large("IMP"),
  ),
  claim(
    "large-diversity",
    "Section 5.1, Table 2",
    "IMP is better with a diversity checker as large as the model",
    large(withLargeDiversity),
    large("IMP"),
  ),
  claim("dimp-larger", "ours", "By DIMP, the larger model is better", large("DIMP"), base("DIMP")),
];

function claim(id: string, place: string, sentence: string, of: Arm, minus: Arm): Claim {
  return {
    id,
    place,
    sentence,
    evidence: worldDifference({ metric: "accuracy", of, minus }),
  };
}
