/** @file The scale `small` of the experiment `u-dpo/4.5-hybrid`: a folder, Gemma 3 270M and MiniLM. */
import type { ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { folderPipeline } from "./folderPipeline";
import { runSmallHybrid } from "./runSmallHybrid";
import { smallPipelineSettings } from "./smallPipelineSettings";
import { smallHybridResult } from "./smallResult";

/**
 * One complete run on a folder of texts, or what is left to do of it.
 *
 * @throws RangeError if no folder is named, or as `folderPipeline`; the signal's reason if it is aborted
 */
export async function smallHybridExperiment(options: ExperimentOptions): Promise<ExperimentResult> {
  const { data, onProgress } = options;
  if (data === undefined) {
    throw new RangeError("hybrid: data is missing, expected a folder at scale small");
  }
  onProgress?.({ done: 0, total: 0, text: "loading the models" });
  const scene = await folderPipeline(data);
  try {
    return smallHybridResult(await runSmallHybrid(scene, smallPipelineSettings.run, options));
  } finally {
    scene.dispose();
  }
}
