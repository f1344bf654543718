/** @file The experiment `u-dpo/4.7-size`: whether a smaller generator gains less from preference tuning. */
import { fixed, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { pairedDifferences } from "../../experiments/pairedDifferences";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { baseArm, dpoArm, paperArms, utilityDpoArm } from "./hybridArms";
import { hybridCells, perClass } from "./hybridCells";
import { runSized } from "./runSized";
import { paperPipeline } from "./stages/settings";
import { modelSizes, worldsInTurn } from "./worldPipelineSettings";

export const modelSizeName = "u-dpo/4.7-size";

const source = perClass(paperPipeline.bestVolume);

/** The columns of Table 2 that are about generators, and Section 4.7, of the U-DPO paper. */
export const modelSize: Experiment = {
  name: modelSizeName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => modelSizeResult(options.scale, await runSizes(options)),
  print: (result) => Object.values(modelSizeTables(result)).map(String).join("\n\n"),
};

/** The paper's arms with every size; without sweeps and prompts, which Section 4.5 has. */
async function runSizes(options: ExperimentOptions): Promise<RunRecord[]> {
  if (options.data !== undefined) throw new RangeError(`modelSize: data is ${options.data}, expected none`);
  return runSized(options, (scene, desk, seed) => hybridCells({ scene, desk, arms: paperArms }, seed));
}

/** The result from the records of all sizes, of which it takes those at the usual volume. */
function modelSizeResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const own = records.filter((record) => record.source === source);
  const sizes = [...new Set(own.map(({ data }) => data))];
  return experimentResult({
    experiment: modelSizeName,
    scale,
    records: own,
    worlds: worldsInTurn,
    comparisons: sizes.flatMap((data) =>
      [dpoArm, utilityDpoArm].flatMap(({ method }) =>
        ["hybrid", "synthetic", "margin"].map((metric) => ({
          metric,
          of: { data, method },
          minus: { data, method: baseArm.method },
        })),
      ),
    ),
    claims: sizeClaims,
  });
}

const [smallest, , largest] = Object.keys(modelSizes);

/** What Section 4.7 claims, in our words. */
export const sizeClaims: readonly Claim[] = [
  gainsLess(
    "smaller-gains-less",
    "The smallest generator gains less accuracy from U-DPO than the largest",
    "hybrid",
  ),
  gainsLess("smaller-gains-less-alone", "The same of classifiers on synthetic texts alone", "synthetic"),
  gainsLess("smaller-margins-gain-less", "The same of margins", "margin"),
];

function gainsLess(id: string, sentence: string, metric: string): Claim {
  const gain = (records: readonly RunRecord[], data: string) =>
    pairedDifferences(records, {
      metric,
      of: { data, source, method: utilityDpoArm.method },
      minus: { data, source, method: baseArm.method },
    });
  return {
    id,
    place: "Section 4.7",
    sentence,
    evidence: {
      scales: ["world"],
      perSeed(records) {
        const small = gain(records, smallest);
        return gain(records, largest).map((value, seed) => value - small[seed]);
      },
    },
  };
}

/** The tables of a result; a notebook shows each of them. */
export function modelSizeTables({ rows, claims }: ExperimentResult): { sizes: Table; claims: Table } {
  return {
    sizes: resultTable(rows, {
      metrics: [
        { metric: "hybrid", title: "real + synthetic" },
        { metric: "hybrid minus base", title: "minus base", format: signed(4) },
        { metric: "synthetic", title: "synthetic only" },
        { metric: "synthetic minus base", title: "minus base", format: signed(4) },
        { metric: "fidelity", title: "P(class asked | text)" },
        { metric: "margin", title: "mean margin", format: fixed(3) },
        { metric: "margin minus base", title: "minus base", format: signed(3) },
      ],
      caption: "Three widths of the world's language model",
    }),
    claims: claimTable(sizeClaims, claims),
  };
}
