/** @file A study on runs of the pipeline: several measures of each run, as cells of a grid. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import type { Json } from "../../text/canonicalJson";
import type { Measures } from "../../training/history";
import type { PipelineRun, RunProgress } from "./stages/pipelineRun";
import { runDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { worldPipeline } from "./worldPipeline";

/** One measure: a line of the study's table. */
export interface StudyArm {
  source: string;
  method: string;
  /** What decides the numbers of this line alone. */
  settings?: Json;
  measure(run: PipelineRun, progress: Required<RunProgress>): Promise<Measures>;
}

export interface PipelineStudy {
  /** What errors call it. */
  name: string;
  /** Raised when a change of code changes the numbers. */
  revision: number;
  /** What decides the numbers beside the scene's settings. */
  settings?: Json;
  arms: readonly StudyArm[];
}

/**
 * Measures every arm for seeds 0, 1, ..., run by run; stages are shared with all experiments whose ledgers lie beside.
 *
 * @param scene another scene than that of scale `world`, for tests; stays the caller's
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function pipelineStudy(
  { name, revision, settings = null, arms }: PipelineStudy,
  { data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  scene?: PipelineScene,
): Promise<RunRecord[]> {
  if (data !== undefined) throw new RangeError(`${name}: data is ${data}, expected none`);
  const tell = (text: string) => onProgress?.({ done: 0, total: 0, text });
  const open = scene ?? worldPipeline({ tell });
  const desk = runDesk(open, stageFolder(ledger));
  const identity = studySettings(open, { revision, settings });
  try {
    const cells = Array.from({ length: seeds }, (_, seed) =>
      arms.map(
        ({ source, method, settings: own, measure }): Cell => ({
          data: open.data,
          source,
          method,
          seed,
          settings: own === undefined ? identity : { ...identity, arm: own },
          run: async (stop, report) => measure(await desk.take(seed), { signal: stop, report }),
        }),
      ),
    ).flat();
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    await desk.dispose();
    if (!scene) open.dispose();
  }
}

/** Everything that decides the numbers of a study's runs beside their places: what their ledger keeps of it. */
export function studySettings(
  { settings: stages, fingerprint }: Pick<PipelineScene, "settings" | "fingerprint">,
  { revision, settings = null }: Pick<PipelineStudy, "revision" | "settings">,
): { [name: string]: Json } {
  const { writing: _sizes, ...others } = stages;
  return { revision, study: settings, ...JSON.parse(JSON.stringify(others)), ...fingerprint };
}
