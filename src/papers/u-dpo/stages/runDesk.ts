/** @file The run that is worked on now; the one before is put away. */
import { type PipelineRun, pipelineRun } from "./pipelineRun";
import type { PipelineScene } from "./scene";

/** Opens runs, one at a time. */
export interface RunDesk {
  take(seed: number): Promise<PipelineRun>;
  dispose(): Promise<void>;
}

/**
 * A desk with nothing on it.
 *
 * @param folder where stages are kept; absent: in memory
 */
export function runDesk(scene: PipelineScene, folder?: string): RunDesk {
  let open: PipelineRun | undefined;
  const dispose = async () => {
    const closing = open;
    open = undefined;
    await closing?.dispose();
  };
  return {
    async take(seed) {
      if (open?.seed !== seed) {
        await dispose();
        open = pipelineRun(scene, seed, folder);
      }
      return open as PipelineRun;
    },
    dispose,
  };
}
