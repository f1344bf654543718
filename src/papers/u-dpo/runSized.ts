/** @file Runs with generators of several sizes, as one grid. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import { type RunDesk, runDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { worldPipeline } from "./worldPipeline";
import { modelSizes, worldPipelineSettings } from "./worldPipelineSettings";

/** The scenes by the name of their generators' size; without sweeps and prompts, which Section 4.5 has. */
export function sizedScenes(tell?: (text: string) => void): PipelineScene[] {
  const { writing, prompting } = worldPipelineSettings;
  const settings = {
    ...worldPipelineSettings,
    writing: { ...writing, volumeSeeds: 0, controlSeeds: 0 },
    prompting: { ...prompting, seeds: 0 },
  };
  return Object.entries(modelSizes).map(([size, models]) =>
    worldPipeline({ name: size, models, settings, tell }),
  );
}

/**
 * Runs the cells of every size for seeds 0, 1, ..., the smallest size first.
 *
 * @throws the signal's reason if it is aborted
 */
export async function runSized(
  {
    seeds,
    ledger,
    onProgress,
    signal,
  }: Pick<ExperimentOptions, "seeds" | "ledger" | "onProgress" | "signal">,
  cellsOf: (scene: PipelineScene, desk: RunDesk, seed: number) => Cell[],
): Promise<RunRecord[]> {
  const scenes = sizedScenes((text) => onProgress?.({ done: 0, total: 0, text }));
  const places = scenes.map((scene) => ({ scene, desk: runDesk(scene, stageFolder(ledger)) }));
  try {
    const cells = places.flatMap(({ scene, desk }) =>
      Array.from({ length: seeds }, (_, seed) => cellsOf(scene, desk, seed)).flat(),
    );
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    for (const { scene, desk } of places) {
      await desk.dispose();
      scene.dispose();
    }
  }
}
