/** @file The experiment `u-dpo/4.3-margins`: how margins are distributed, class by class, before and after tuning. */
import { fixed, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import { worldDifference } from "../../experiments/worldDifference";
import { mean } from "../../statistics/mean";
import { quantile } from "../../statistics/quantile";
import { baseArm, dpoArm, type HybridArm, paperArms, utilityDpoArm } from "./hybridArms";
import { cellSettings } from "./hybridCells";
import { sizedScenes } from "./modelSize";
import type { MarkedText } from "./stages/pipelineRun";
import { type RunDesk, runDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";

export const marginsName = "u-dpo/4.3-margins";

/** The source of all its cells. */
const marginSource = "margins of texts";

/** The row of all classes together. */
export const allClasses = "all classes";

/** What is told of a distribution. */
const shares: Readonly<Record<string, number>> = { lower: 0.25, median: 0.5, upper: 0.75 };

/** Figure 3, and Figures 6 and 7 of Appendix A, of the U-DPO paper. */
export const margins: Experiment = {
  name: marginsName,
  scales: ["world"],
  seeds: 6,
  run: async (options) => marginsResult(options.scale, await runMargins(options)),
  print: (result) => Object.values(marginTables(result)).map(String).join("\n\n"),
};

async function runMargins(options: ExperimentOptions): Promise<RunRecord[]> {
  if (options.data !== undefined) throw new RangeError(`margins: data is ${options.data}, expected none`);
  const { seeds, ledger, onProgress, signal } = options;
  const records: RunRecord[] = [];
  for (const scene of sizedScenes((text) => onProgress?.({ done: 0, total: 0, text }))) {
    const desk = runDesk(scene, stageFolder(ledger));
    try {
      const cells = Array.from({ length: seeds }, (_, seed) =>
        paperArms.map((arm) => marginCell(scene, desk, arm, seed)),
      ).flat();
      records.push(...(await runGrid({ cells, ledger, onProgress, signal })));
    } finally {
      await desk.dispose();
      scene.dispose();
    }
  }
  return records;
}

/** The margins of the texts that an arm writes for the prompts that all arms have. */
function marginCell(scene: PipelineScene, desk: RunDesk, arm: HybridArm, seed: number): Cell {
  return {
    data: scene.data,
    source: marginSource,
    method: arm.method,
    seed,
    settings: cellSettings(scene),
    async run(signal, report) {
      const run = await desk.take(seed);
      const written = await run.written(arm.writer, scene.settings.writing.volume, { signal, report });
      return marginMetrics(scene.labels, written);
    },
  };
}

/** Mean, quartiles and median of all texts and of each class, by names such as "coral ecology median". */
export function marginMetrics(
  labels: readonly string[],
  written: readonly MarkedText[],
): Record<string, number> {
  const groups = [
    { name: allClasses, texts: written },
    ...labels.map((label) => ({ name: label, texts: written.filter((one) => one.label === label) })),
  ];
  const entries = groups.flatMap(({ name: group, texts }) => {
    const values = texts.map(({ margin }) => margin);
    const marks = Object.entries(shares).map(([mark, share]): [string, number] => [
      `${group} ${mark}`,
      quantile(values, share),
    ]);
    return [...marks, [`${group} mean`, mean(values)] as [string, number]];
  });
  return Object.fromEntries(entries);
}

/** The result: rows for each class, verdicts on the mean and the median. */
function marginsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const own = records.filter(({ source }) => source === marginSource);
  const sizes = [...new Set(own.map(({ data }) => data))];
  const metric = `${allClasses} mean`;
  return experimentResult({
    experiment: marginsName,
    scale,
    records: own,
    comparisons: sizes.flatMap((data) =>
      [dpoArm, utilityDpoArm].map(({ method }) => ({
        metric,
        of: { data, method },
        minus: { data, method: baseArm.method },
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
];

/** On the generator that the other sections have. */
function over(id: string, sentence: string, mark: string, of: HybridArm, minus: HybridArm): Claim {
  return {
    id,
    place: "Section 4.3, Figure 3",
    sentence,
    evidence: worldDifference({
      metric: `${allClasses} ${mark}`,
      of: { data: "world", method: of.method },
      minus: { data: "world", method: minus.method },
    }),
  };
}

/** The tables of a result; a notebook shows each of them. */
export function marginTables({ rows, claims }: ExperimentResult): { sizes: Table; claims: Table } {
  return {
    sizes: resultTable(rows, {
      metrics: [
        { metric: `${allClasses} mean`, title: "mean" },
        { metric: `${allClasses} mean minus base`, title: "minus base", format: signed(3) },
        { metric: `${allClasses} lower`, title: "lower quartile" },
        { metric: `${allClasses} median`, title: "median", format: fixed(3) },
        { metric: `${allClasses} upper`, title: "upper quartile" },
      ],
      caption: "Margins of synthetic texts under f",
    }),
    claims: claimTable(marginClaims, claims),
  };
}
