/** @file Evidence in the exact world for a claim that one arm has more of something than another. */
import type { ClaimEvidence } from "./claim";
import { type Comparison, pairedDifferences } from "./pairedDifferences";

/** The comparison's differences, seed by seed. */
export function worldDifference(comparison: Comparison): ClaimEvidence {
  return { scales: ["world"], perSeed: (records) => pairedDifferences(records, comparison) };
}
