/** @file A claim that one arm has more of something than another, in the exact world. */
import type { Claim } from "../../experiments/claim";
import { worldDifference } from "../../experiments/worldDifference";

/** Which number of which arms, named by their methods. */
export interface ArmComparison {
  metric: string;
  of: string;
  minus: string;
}

/** The claim that `of` has more of the metric than `minus`, seed by seed. */
export function armClaim(id: string, place: string, sentence: string, comparison: ArmComparison): Claim {
  const { metric, of, minus } = comparison;
  return {
    id,
    place,
    sentence,
    evidence: worldDifference({ metric, of: { method: of }, minus: { method: minus } }),
  };
}
