/** @file What the U-DPO paper claims of Section 4.5, in our words, and which runs speak to it; and what we ask beside it. */
import type { Claim } from "../../experiments/claim";
import { type Comparison, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { bestElsewhere } from "./bestElsewhere";
import * as arms from "./hybridArms";
import { perClass, prompted, promptedTexts, realOnly } from "./hybridCells";
import { volumeMeans } from "./hybridVolumes";

const scales = ["world", "small"] as const;

/**
 * The claims of Section 4.5.
 *
 * Where the paper's sentence can mean two comparisons there are two claims.
 *
 * @param volume the usual number of synthetic texts per class
 * @param sweep whether other volumes were run, so that they can be compared
 */
export function hybridClaims(
  volume: number,
  { sweep, prompts }: { sweep: boolean; prompts: boolean },
): Claim[] {
  const over = (
    id: string,
    place: string,
    sentence: string,
    of: arms.HybridArm,
    minus: arms.HybridArm,
  ): Claim => ({
    id,
    place,
    sentence,
    evidence: { scales, perSeed: (records) => hybridDifferences(records, volume, of, minus) },
  });
  const overReal = (id: string, sentence: string, of: arms.HybridArm): Claim => ({
    id,
    place: "Section 4.5, Table 2",
    sentence,
    evidence: {
      scales,
      perSeed: (records) =>
        pairedDifferences(records, {
          metric: "hybrid",
          of: { source: perClass(volume), method: of.method },
          minus: { source: realOnly, method: "real only" },
        }),
    },
  });
  const figure5 = "Section 4.5, Figure 5";
  const { baseArm, dpoArm, unfilteredDpoArm, utilityDpoArm } = arms;
  return [
    overReal("base-over-real", "Texts of the untuned generator help beside real ones", baseArm),
    overReal("udpo-over-real", "Texts of U-DPO help beside real ones", utilityDpoArm),
    over(
      "dpo-over-base",
      figure5,
      "DPO beats the untuned generator (pairs as U-DPO has them)",
      dpoArm,
      baseArm,
    ),
    over(
      "unfiltered-dpo-over-base",
      figure5,
      "DPO beats the untuned generator (unfiltered pairs)",
      unfilteredDpoArm,
      baseArm,
    ),
    over("udpo-over-base", figure5, "U-DPO beats the untuned generator", utilityDpoArm, baseArm),
    over("udpo-over-dpo", figure5, "U-DPO beats DPO on the same pairs", utilityDpoArm, dpoArm),
    over(
      "udpo-over-unfiltered-dpo",
      figure5,
      "U-DPO beats DPO on unfiltered pairs",
      utilityDpoArm,
      unfilteredDpoArm,
    ),
    volumeClaim(volume, sweep),
    promptingClaim(prompts),
    over(
      "udpo-over-shuffled",
      "ours",
      "The weights matter: U-DPO beats the same weights on the wrong pairs",
      utilityDpoArm,
      arms.shuffledUtilityDpoArm,
    ),
    over(
      "udpo-over-rejection",
      "ours",
      "Tuning beats keeping the half of larger margin",
      utilityDpoArm,
      arms.rejectionArm,
    ),
    over(
      "udpo-over-likelihood",
      "ours",
      "U-DPO beats the likelihood of the preferred texts",
      utilityDpoArm,
      arms.likelihoodArm,
    ),
  ];
}

/** Accuracy of one arm minus that of another, for each seed that has both: beside real texts, or of synthetic ones alone. */
export function hybridDifferences(
  records: readonly RunRecord[],
  volume: number,
  of: Pick<arms.HybridArm, "method">,
  minus: Pick<arms.HybridArm, "method">,
  metric: "hybrid" | "synthetic" = "hybrid",
): number[] {
  const source = perClass(volume);
  const comparison = {
    metric,
    of: { source, method: of.method },
    minus: { source, method: minus.method },
  };
  return pairedDifferences(withBoth(records, comparison), comparison);
}

/** The records of the seeds that have both arms of a comparison. */
export function withBoth(
  records: readonly RunRecord[],
  { of, minus }: Pick<Comparison, "of" | "minus">,
): RunRecord[] {
  const seedsOf = ({ source, method }: Comparison["of"]) =>
    new Set(records.filter((one) => one.source === source && one.method === method).map(({ seed }) => seed));
  const [ours, theirs] = [seedsOf(of), seedsOf(minus)];
  return records.filter(({ seed }) => ours.has(seed) && theirs.has(seed));
}

/** The usual volume against the best of the others, over the arms of the paper; the best is chosen on the other runs. */
function volumeClaim(volume: number, sweep: boolean): Claim {
  const claim = {
    id: "volume",
    place: "Section 4.5",
    sentence: `${volume} synthetic texts per class are better than any other volume`,
  };
  if (!sweep) return claim;
  return {
    ...claim,
    evidence: {
      scales,
      perSeed(records) {
        const byVolume = volumeMeans(records, arms.paperArms);
        const usual = byVolume.get(perClass(volume));
        if (!usual)
          throw new RangeError(`volumeClaim: volume ${volume} was not run, expected it in the sweep`);
        const others = new Map([...byVolume].filter(([source]) => source !== perClass(volume)));
        const best = bestElsewhere(others);
        return usual.map((value, run) => value - best[run]);
      },
    },
  };
}

/** U-DPO's classifier against the generator's own answers to the same texts, with the prompt that is best in the other runs. */
function promptingClaim(prompts: boolean): Claim {
  const claim = {
    id: "over-prompting",
    place: "Section 4.5, Table 2",
    sentence: "A classifier with U-DPO's texts beats prompting the generator, with or without examples",
  };
  if (!prompts) return claim;
  return {
    ...claim,
    evidence: {
      scales,
      perSeed(records) {
        const asked = records.filter(({ source }) => source === prompted);
        const ways = [...new Set(asked.map(({ method }) => method))];
        /** By how much a way of prompting is ahead, run by run. */
        const ahead = (way: string) =>
          pairedDifferences(records, {
            metric: "accuracy",
            of: { source: promptedTexts, method: arms.utilityDpoArm.method },
            minus: { source: prompted, method: way },
          }).map((difference) => -difference);
        return bestElsewhere(new Map(ways.map((way) => [way, ahead(way)]))).map((difference) => -difference);
      },
    },
  };
}
