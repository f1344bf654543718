/** @file Runs the cells of an experiment on one scene, seed by seed. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";

/**
 * Runs what `cellsOf` asks for, for seeds 0, 1, ..., with checkers kept in memory, and frees the scene.
 *
 * @throws the signal's reason if it is aborted
 */
export async function runSeeds(
  scene: Scene,
  { seeds, ledger, onProgress, signal }: ExperimentOptions,
  cellsOf: (desk: SeedDesk, seed: number) => Cell[],
): Promise<RunRecord[]> {
  const desk = seedDesk(scene, undefined, scene.settings);
  try {
    const cells = Array.from({ length: seeds }, (_, seed) => cellsOf(desk, seed)).flat();
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}
