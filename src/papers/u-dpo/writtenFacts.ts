/** @file What an arm writes in a run, in numbers. */
import type { Measures } from "../../training/history";
import type { PipelineRun, RunProgress } from "./stages/pipelineRun";
import { textFacts } from "./stages/textFacts";
import type { WriterArm } from "./stages/writerArm";

/** The facts on `count` texts of each class. */
export async function writtenFacts(
  run: PipelineRun,
  arm: WriterArm,
  count: number,
  progress: RunProgress,
): Promise<Measures> {
  return textFacts(run.scene, await run.written(arm, count, progress), run.seed);
}
