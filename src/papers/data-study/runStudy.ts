/** @file Runs the cells of an experiment of the study, with the study open. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import type { Json } from "../../text/canonicalJson";
import type { WorldModelSettings } from "../world/worldModelSettings";
import type { StudySettings } from "./settings";
import { openStudy, type Study } from "./study";

/** A cell whose settings are those of the study and its own. */
export type StudyCell = Pick<Cell, "source" | "method" | "seed" | "run"> & {
  data: string;
  /** What else decides its numbers. */
  also?: { readonly [name: string]: Json };
};

/** Smaller sizes than the scale's own, for tests. */
export interface StudyChanges {
  settings?: StudySettings;
  model?: { settings: WorldModelSettings; seed: number };
}

/**
 * Runs what `cellsOf` asks for, for seeds 0, 1, ...
 *
 * @param experiment its name, in the settings of every record
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runStudy(
  experiment: { name: string; revision: number },
  options: ExperimentOptions,
  cellsOf: (study: Study, seed: number) => StudyCell[],
  { settings, model }: StudyChanges = {},
): Promise<RunRecord[]> {
  const study = await openStudy(experiment.name, options, settings, model);
  try {
    const cells = Array.from({ length: options.seeds }, (_, seed) =>
      cellsOf(study, seed).map(({ also, ...cell }): Cell => {
        return { ...cell, settings: { ...experiment, ...study.identity, ...also } };
      }),
    ).flat();
    const { ledger, onProgress, signal } = options;
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    study.dispose();
  }
}
