/**
 * @file What Kuo et al. 2025 claim of Table 1, in our words, and which runs speak to it.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { Scale } from "../../experiments/experiment";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";

const scales: readonly Scale[] = ["world", "small"];

/**
 * The claims of Sections 3.1, 5.1 and 5.2 about accuracy.
 *
 * @param syntheticSources the claims on synthetic text are judged for each of them
 */
export function table1Claims(syntheticSources: readonly string[]): Claim[] {
  return [...syntheticSources.flatMap(syntheticClaims), ...largeRealClaims, ...untested];
}

function syntheticClaims(source: string): Claim[] {
  const of = (method: string): Arm => ({ source, method });
  const smallReal: Arm = { source: "small real", method: "CE" };
  const claim = (id: string, place: string, sentence: string, better: Arm, worse: Arm): Claim => ({
    id: source === "synthetic" ? id : `${id} (${source})`,
    place,
    sentence: source === "synthetic" ? sentence : `${sentence} (${source})`,
    evidence: accuracyOver(better, worse),
  });
  return [
    claim(
      "small-real-over-synthetic",
      "Section 3.1",
      "CE on much synthetic text is worse than CE on little real text",
      smallReal,
      of("CE"),
    ),
    claim("imp-over-ce", "Section 5.1, Table 1", "IMP beats CE", of("IMP"), of("CE")),
    claim("dimp-over-ce", "Section 5.1, Table 1", "DIMP beats CE", of("DIMP"), of("CE")),
    claim("imp-over-focal", "Section 5.1, Table 1", "IMP beats focal loss", of("IMP"), of("Focal")),
    claim("dimp-over-focal", "Section 5.1, Table 1", "DIMP beats focal loss", of("DIMP"), of("Focal")),
    claim(
      "imp-over-quality-checker",
      "Section 5.1, Table 1",
      "IMP on synthetic text beats its quality checker",
      of("IMP"),
      smallReal,
    ),
    claim(
      "dimp-over-quality-checker",
      "Section 5.1, Table 1",
      "DIMP on synthetic text beats its quality checker",
      of("DIMP"),
      smallReal,
    ),
    claim(
      "diversity-checker",
      "Section 5.1, Table 1",
      "IMP without its diversity checker is worse",
      of("IMP"),
      of("without diversity checker"),
    ),
  ];
}

const largeReal = (method: string): Arm => ({ source: "large real", method });

const largeRealClaims: readonly Claim[] = [
  {
    id: "imp-over-ce-large-real",
    place: "Section 5.2, Table 1",
    sentence: "IMP beats CE on real text too",
    evidence: accuracyOver(largeReal("IMP"), largeReal("CE")),
  },
  {
    id: "dimp-over-ce-large-real",
    place: "Section 5.2, Table 1",
    sentence: "DIMP beats CE on real text too",
    evidence: accuracyOver(largeReal("DIMP"), largeReal("CE")),
  },
];

const untested: readonly Claim[] = [
  {
    id: "over-generator",
    place: "Section 5.1, Table 1",
    sentence: "IMP and DIMP beat the generator's own few-shot answers",
  },
  {
    id: "over-learned-weights",
    place: "Section 5.1, Table 1",
    sentence: "IMP and DIMP beat the learned weights of Hu et al. 2019",
  },
];

function accuracyOver(of: Arm, minus: Arm): ClaimEvidence {
  return { scales, perSeed: (records) => pairedDifferences(records, { metric: "accuracy", of, minus }) };
}
