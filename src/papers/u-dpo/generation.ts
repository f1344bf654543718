/** @file The experiment `u-dpo/4.1-generation`: what temperature and top-p do to generated texts. */
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { folderGeneration } from "./folderGeneration";
import type { GenerationScene } from "./generationScene";
import { generationSweep } from "./generationSweep";
import { worldGeneration } from "./worldGeneration";

const name = "u-dpo/4.1-generation";

/** Sampling settings, measured on five texts for each of the prompts of Section 4.1. */
export const generation: Experiment = {
  name,
  scales: ["world", "small"],
  seeds: 4,
  async run(options) {
    const scene = await openScene(options);
    try {
      return generationResult(options.scale, await generationSweep(scene, options));
    } finally {
      scene.dispose();
    }
  },
  print: (result) => String(generationTable(result)),
};

/** What the records of a sweep say: means with intervals over the seeds. The paper claims nothing on sampling. */
export function generationResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: name, scale, records, claims: [] });
}

function openScene({ scale, data, signal, onProgress }: ExperimentOptions): Promise<GenerationScene> {
  if (scale === "world") {
    if (data !== undefined) throw new RangeError(`generation: data is ${data}, expected none at scale world`);
    return worldGeneration({ signal, tell: (text) => onProgress?.({ done: 0, total: 0, text }) });
  }
  if (data === undefined) {
    throw new RangeError("generation: data is missing, expected a folder at scale small");
  }
  return folderGeneration(data);
}

/** The result as a table: one line for each setting. */
export function generationTable(result: ExperimentResult) {
  const metrics = metricColumns.filter(({ metric }) => result.rows.some((row) => row.metric === metric));
  return resultTable(result.rows, { metrics, caption: "Five texts for each prompt" });
}

const metricColumns = [
  { metric: "fidelity", title: "P(class asked | text)" },
  { metric: "accepted", title: "accepted by the grammar" },
  { metric: "distinct2", title: "distinct-2" },
  { metric: "empty" },
  { metric: "repeats" },
  { metric: "copied", title: "copied from prompt" },
  { metric: "meanLogProb", title: "log p per token" },
  { metric: "tokens" },
];
