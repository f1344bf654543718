/** @file The experiment `u-dpo/4.3-margins`: how margins are distributed, class by class, before and after tuning. */
import { fixed, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";
import { baseArm, dpoArm, type HybridArm, paperArms, utilityDpoArm } from "./hybridArms";
import { allClasses, marginCell, marginSource, wideCell, wideSource } from "./marginCells";
import { runSized } from "./runSized";
import { worldsInTurn } from "./worldPipelineSettings";

export const marginsName = "u-dpo/4.3-margins";

/** The scene of the generator that the other sections have. */
const usualData = "world";

/** Figure 3, and Figures 6 and 7 of Appendix A, of the U-DPO paper. */
export const margins: Experiment = {
  name: marginsName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => marginsResult(options.scale, await runMargins(options)),
  print: (result) => Object.values(marginTables(result)).map(String).join("\n\n"),
};

async function runMargins(options: ExperimentOptions): Promise<RunRecord[]> {
  if (options.data !== undefined) throw new RangeError(`margins: data is ${options.data}, expected none`);
  return runSized(options, (scene, desk, seed) =>
    paperArms.flatMap((arm) => [
      marginCell(scene, desk, arm, seed),
      // Only the texts of the usual generator: whether they please f alone is no question of size.
      ...(scene.data === usualData ? [wideCell(scene, desk, arm, seed)] : []),
    ]),
  );
}

/** The result: rows for each class, verdicts on the mean and the median. */
function marginsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const places = new Map(records.map(({ data, source }) => [`${data}/${source}`, { data, source }]));
  const metric = `${allClasses} mean`;
  return experimentResult({
    experiment: marginsName,
    scale,
    records,
    worlds: worldsInTurn,
    comparisons: [...places.values()].flatMap((place) =>
      [dpoArm, utilityDpoArm].map(({ method }) => ({
        metric,
        of: { ...place, method },
        minus: { ...place, method: baseArm.method },
      })),
    ),
    claims: marginClaims,
  });
}

/** What Section 4.3 claims, in our words. */
export const marginClaims: readonly Claim[] = [
  over("dpo-mean", "DPO raises the mean margin", "mean", dpoArm, baseArm),
  over("dpo-median", "DPO raises the median margin", "median", dpoArm, baseArm),
  over("udpo-mean", "U-DPO raises the mean margin", "mean", utilityDpoArm, baseArm),
  over("udpo-median", "U-DPO raises the median margin", "median", utilityDpoArm, baseArm),
  over("udpo-over-dpo", "U-DPO raises the mean margin above DPO's", "mean", utilityDpoArm, dpoArm),
  {
    id: "udpo-mean-wide",
    place: "ours",
    sentence: "U-DPO raises the mean margin under a classifier that did not choose its pairs",
    evidence: raises("mean", utilityDpoArm, baseArm, wideSource),
  },
  {
    id: "gain-is-of-f",
    place: "ours",
    sentence: "But less than under f, which did (effect: difference of gains)",
    evidence: {
      scales: ["world"],
      perSeed(records) {
        const gain = (source: string) => raises("mean", utilityDpoArm, baseArm, source).perSeed(records);
        const wide = gain(wideSource);
        return gain(marginSource).map((value, at) => value - wide[at]);
      },
    },
  },
];

function over(id: string, sentence: string, mark: string, of: HybridArm, minus: HybridArm): Claim {
  return { id, place: "Section 4.3, Figure 3", sentence, evidence: raises(mark, of, minus, marginSource) };
}

/** On the generator that the other sections have. */
function raises(mark: string, of: HybridArm, minus: HybridArm, source: string): ClaimEvidence {
  return worldDifference({
    metric: `${allClasses} ${mark}`,
    of: { data: usualData, source, method: of.method },
    minus: { data: usualData, source, method: minus.method },
  });
}

/** The tables of a result; a notebook shows each of them. */
export function marginTables({ rows, claims }: ExperimentResult): Record<"sizes" | "wide" | "claims", Table> {
  const metrics = [
    { metric: `${allClasses} mean`, title: "mean" },
    { metric: `${allClasses} mean minus base`, title: "minus base", format: signed(3) },
    { metric: `${allClasses} lower`, title: "lower quartile" },
    { metric: `${allClasses} median`, title: "median", format: fixed(3) },
    { metric: `${allClasses} upper`, title: "upper quartile" },
  ];
  const from = (source: string) => rows.filter((row) => row.source === source);
  return {
    sizes: resultTable(from(marginSource), { metrics, caption: "Margins of synthetic texts under f" }),
    wide: resultTable(from(wideSource), {
      metrics,
      caption: "Margins of the same texts under another classifier",
    }),
    claims: claimTable(marginClaims, claims),
  };
}
