/** @file The result of `u-dpo/4.5-hybrid`: rows, comparisons with the untuned generator and with real texts, verdicts. */
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Comparison, differenceRow } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { baseArm, dpoArm, unfilteredDpoArm, utilityDpoArm } from "./hybridArms";
import { perClass, prompted, promptedTexts } from "./hybridCells";
import { hybridClaims, hybridDifferences, withBoth } from "./hybridClaims";
import { type PairedTest, pairedTests } from "./pairedTests";
import { worldsInTurn } from "./worldPipelineSettings";

export const hybridName = "u-dpo/4.5-hybrid";

/** Puts the result together from the records of the grid. */
export function hybridResult(scale: Scale, records: readonly RunRecord[], volume: number): ExperimentResult {
  const claims = hybridClaimsOf(records, volume);
  const result = experimentResult({
    experiment: hybridName,
    scale,
    records,
    claims,
    worlds: worldsInTurn,
  });
  // Controls have fewer seeds than the generator that they are compared with.
  const differences = overBase(records, volume).map((one) =>
    differenceRow(withBoth(records, one), one, worldsInTurn),
  );
  return { ...result, rows: [...result.rows, ...differences] };
}

/** The claims that these records can speak to. */
export function hybridClaimsOf(records: readonly RunRecord[], volume: number) {
  const has = (source: string) => records.some((record) => record.source === source);
  const sweep = records.some(({ source }) => source.endsWith("per class") && source !== perClass(volume));
  return hybridClaims(volume, { sweep, prompts: has(prompted) && has(promptedTexts) });
}

/** The paper's three comparisons, three for each reading of "DPO"; corrected within each three. */
export function hybridTests(records: readonly RunRecord[], volume: number): PairedTest[] {
  const of = (name: string, better: { method: string }, worse: { method: string }) => ({
    name,
    differences: hybridDifferences(records, volume, better, worse),
  });
  return [
    ...pairedTests(
      [
        of("DPO - base", dpoArm, baseArm),
        of("U-DPO - base", utilityDpoArm, baseArm),
        of("U-DPO - DPO", utilityDpoArm, dpoArm),
      ],
      worldsInTurn,
    ),
    ...pairedTests(
      [
        of("DPO on unfiltered pairs - base", unfilteredDpoArm, baseArm),
        of("U-DPO - base", utilityDpoArm, baseArm),
        of("U-DPO - DPO on unfiltered pairs", utilityDpoArm, unfilteredDpoArm),
      ],
      worldsInTurn,
    ),
  ];
}

/** Every arm of the usual volume minus the untuned generator, hybrid and alone. */
function overBase(records: readonly RunRecord[], volume: number): Comparison[] {
  const source = perClass(volume);
  const methods = [...new Set(records.filter((one) => one.source === source).map(({ method }) => method))];
  return methods
    .filter((method) => method !== baseArm.method)
    .flatMap((method) =>
      ["hybrid", "synthetic"].map((metric) => ({
        metric,
        of: { source, method },
        minus: { source, method: baseArm.method },
      })),
    );
}
