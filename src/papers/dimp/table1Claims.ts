/**
 * @file What Kuo et al. 2025 claim of Table 1, in our words, and which runs speak to it.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { Scale } from "../../experiments/experiment";
import type { Arm } from "../../experiments/pairedDifferences";
import { fewShotMethod, generatorSource } from "./generatorNames";
import { learnedWeights } from "./methods";
import { sharedDifferences } from "./sharedSeeds";

const scales: readonly Scale[] = ["world", "small"];

/**
 * The claims of Sections 3.1, 5.1 and 5.2 about accuracy.
 *
 * @param syntheticSources the claims on synthetic text are judged for each of them
 * @param isThere whether the runs have such an arm; a claim on one that they lack is not tested
 */
export function table1Claims(
  syntheticSources: readonly string[],
  isThere: (arm: Arm) => boolean = () => true,
): Claim[] {
  const accuracyOver: Over = (of, minus) =>
    isThere(of) && isThere(minus)
      ? { scales, perSeed: (records) => sharedDifferences(records, { metric: "accuracy", of, minus }) }
      : undefined;
  return [
    ...syntheticSources.flatMap((source) => syntheticClaims(source, accuracyOver)),
    ...largeRealClaims(accuracyOver),
  ];
}

/** Evidence that one arm beats another; none where one of them was not run. */
type Over = (better: Arm, worse: Arm) => ClaimEvidence | undefined;

function syntheticClaims(source: string, accuracyOver: Over): Claim[] {
  const of = (method: string): Arm => ({ source, method });
  const smallReal: Arm = { source: "small real", method: "CE" };
  const fewShot: Arm = { source: generatorSource, method: fewShotMethod };
  const hu = learnedWeights.name;
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
    claim(
      "imp-over-generator",
      "Section 5.1, Table 1",
      "IMP beats the generator's answers",
      of("IMP"),
      fewShot,
    ),
    claim(
      "dimp-over-generator",
      "Section 5.1, Table 1",
      "DIMP beats the generator's answers",
      of("DIMP"),
      fewShot,
    ),
    claim("imp-over-learned-weights", "Section 5.1, Table 1", "IMP beats learned weights", of("IMP"), of(hu)),
    claim(
      "dimp-over-learned-weights",
      "Section 5.1, Table 1",
      "DIMP beats learned weights",
      of("DIMP"),
      of(hu),
    ),
  ];
}

const largeReal = (method: string): Arm => ({ source: "large real", method });

const largeRealClaims = (accuracyOver: Over): Claim[] => [
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
