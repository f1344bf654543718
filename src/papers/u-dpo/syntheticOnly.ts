/** @file The experiment `u-dpo/4.4-synthetic-only`: classifiers that have seen no real text. */
import { fixed, percent, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { differenceRow } from "../../experiments/pairedDifferences";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";
import { runHybrid } from "./hybrid";
import * as arms from "./hybridArms";
import { perClass } from "./hybridCells";
import { withBoth } from "./hybridClaims";
import { paperPipeline } from "./stages/settings";
import { worldPipeline } from "./worldPipeline";
import { worldsInTurn } from "./worldPipelineSettings";

export const syntheticOnlyName = "u-dpo/4.4-synthetic-only";

const source = perClass(paperPipeline.bestVolume);

/** Figure 4, and Figure 8 of Appendix B, of the U-DPO paper. */
export const syntheticOnly: Experiment = {
  name: syntheticOnlyName,
  scales: ["world"],
  seeds: paperPipeline.runs,
  async run(options) {
    if (options.data !== undefined) {
      throw new RangeError(`syntheticOnly: data is ${options.data}, expected none`);
    }
    const tell = (text: string) => options.onProgress?.({ done: 0, total: 0, text });
    const scene = worldPipeline({ tell });
    try {
      // The runs of Section 4.5 tell both accuracies: with its ledger nothing is run again.
      return syntheticOnlyResult(options.scale, await runHybrid(options, scene));
    } finally {
      scene.dispose();
    }
  },
  print: (result) => Object.values(syntheticOnlyTables(result)).map(String).join("\n\n"),
};

/** The result from the records of Section 4.5, of which it takes those at the usual volume. */
export function syntheticOnlyResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const own = records.filter((record) => record.source === source);
  const methods = [...new Set(own.map(({ method }) => method))];
  const result = experimentResult({
    experiment: syntheticOnlyName,
    scale,
    records: own,
    worlds: worldsInTurn,
    claims: syntheticOnlyClaims,
  });
  const differences = methods
    .filter((method) => method !== arms.baseArm.method)
    .map((method) => {
      const minus = { source, method: arms.baseArm.method };
      const comparison = { metric: "synthetic", of: { source, method }, minus };
      return differenceRow(withBoth(own, comparison), comparison, worldsInTurn);
    });
  return { ...result, rows: [...result.rows, ...differences] };
}

/** What Section 4.4 claims, in our words; in both readings of "standard DPO". */
export const syntheticOnlyClaims: readonly Claim[] = [
  over(
    "dpo-over-base",
    "Section 4.4, Figure 4",
    "DPO beats the untuned generator",
    arms.dpoArm,
    arms.baseArm,
  ),
  over(
    "udpo-over-base",
    "Section 4.4, Figure 4",
    "U-DPO beats the untuned generator",
    arms.utilityDpoArm,
    arms.baseArm,
  ),
  over(
    "udpo-over-dpo",
    "Section 4.4, Figure 4",
    "U-DPO beats DPO on the same pairs",
    arms.utilityDpoArm,
    arms.dpoArm,
  ),
  over(
    "udpo-over-unfiltered-dpo",
    "Section 4.4, Figure 4",
    "U-DPO beats DPO on unfiltered pairs",
    arms.utilityDpoArm,
    arms.unfilteredDpoArm,
  ),
  over(
    "rejection-over-base",
    "ours",
    "Keeping the half of larger margin beats keeping all",
    arms.rejectionArm,
    arms.baseArm,
  ),
];

/** The tables of a result; a notebook shows each of them. */
export function syntheticOnlyTables({ rows, claims }: ExperimentResult): { accuracy: Table; claims: Table } {
  return {
    accuracy: resultTable(rows, {
      metrics: [
        { metric: "synthetic", title: "accuracy" },
        { metric: "synthetic minus base", title: "minus base", format: signed(4) },
        { metric: "syntheticMacroF1", title: "macro F1" },
        { metric: "rightClass", title: "of the class asked", format: percent(1) },
        { metric: "distinct2", title: "distinct-2", format: fixed(3) },
      ],
      caption: "Trained on synthetic texts alone, tested on real ones",
    }),
    claims: claimTable(syntheticOnlyClaims, claims),
  };
}

function over(id: string, place: string, sentence: string, of: arms.HybridArm, minus: arms.HybridArm): Claim {
  return {
    id,
    place,
    sentence,
    evidence: worldDifference({
      metric: "synthetic",
      of: { source, method: of.method },
      minus: { source, method: minus.method },
    }),
  };
}
