/** @file The scale `small` of the experiment `u-dpo/4.6-judge`: Gemma 3 270M grades texts that Gemma 3 270M wrote. */
import type { ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { folderPipeline } from "./folderPipeline";
import { runSmallJudging } from "./runSmallJudging";
import { fieldName } from "./smallJudgedTexts";
import { smallJudges } from "./smallJudges";
import { smallJudgingResult } from "./smallJudgingResult";
import { smallPipelineSettings } from "./smallPipelineSettings";

/** Texts of a class in each set: as many of a class and set of data as the paper had judged. */
const perClass = 3;

/**
 * One judging of the texts of one run on a folder, or what is left to do of it.
 *
 * The number of seeds changes nothing: see `runSmallJudging`.
 *
 * @throws RangeError if no folder is named, or as `folderPipeline`; the signal's reason if it is aborted
 */
export async function smallJudgingExperiment(options: ExperimentOptions): Promise<ExperimentResult> {
  const { data, onProgress } = options;
  if (data === undefined) {
    throw new RangeError("judging: data is missing, expected a folder at scale small");
  }
  onProgress?.({ done: 0, total: 0, text: "loading the models" });
  const scene = await folderPipeline(data);
  try {
    const { decoder } = await scene.generator(0);
    const judges = smallJudges(decoder, scene.labels.map(fieldName));
    return smallJudgingResult(
      await runSmallJudging(scene, { ...smallPipelineSettings, perClass }, judges, options),
    );
  } finally {
    scene.dispose();
  }
}
