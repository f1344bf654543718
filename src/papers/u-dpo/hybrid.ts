/** @file The experiment `u-dpo/4.5-hybrid`: synthetic texts beside real ones, for every way to come by them. */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import { runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import { type HybridArm, hybridArms } from "./hybridArms";
import { hybridCells } from "./hybridCells";
import { hybridName, hybridResult } from "./hybridResult";
import { printHybrid } from "./printHybrid";
import { smallHybridExperiment } from "./smallHybridExperiment";
import { smallHybridTable } from "./smallResult";
import { runDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { paperPipeline } from "./stages/settings";
import { worldPipeline } from "./worldPipeline";

/** Table 2 and Figure 5 of the U-DPO paper. */
export const hybrid: Experiment = {
  name: hybridName,
  scales: ["world", "small"],
  seeds: paperPipeline.runs,
  async run(options) {
    if (options.scale === "small") return smallHybridExperiment(options);
    if (options.data !== undefined) {
      throw new RangeError(`hybrid: data is ${options.data}, expected none at scale world`);
    }
    const tell = (text: string) => options.onProgress?.({ done: 0, total: 0, text });
    const scene = worldPipeline({ tell });
    try {
      const records = await runHybrid(options, scene);
      return hybridResult(options.scale, records, scene.settings.writing.volume);
    } finally {
      scene.dispose();
    }
  },
  print: (result) => (result.scale === "small" ? String(smallHybridTable(result)) : printHybrid(result)),
};

/**
 * Runs arms for seeds 0, 1, ...
 *
 * Texts, scores and tuned weights are kept beside the ledger, so that a change of one stage repeats only what follows.
 *
 * @throws the signal's reason if it is aborted
 */
export async function runHybrid(
  {
    seeds,
    ledger,
    onProgress,
    signal,
  }: Pick<ExperimentOptions, "seeds" | "ledger" | "onProgress" | "signal">,
  scene: PipelineScene,
  arms: readonly HybridArm[] = hybridArms,
): Promise<RunRecord[]> {
  const desk = runDesk(scene, stageFolder(ledger));
  try {
    const grid = { scene, desk, arms };
    const cells = Array.from({ length: seeds }, (_, seed) => hybridCells(grid, seed)).flat();
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    await desk.dispose();
  }
}
