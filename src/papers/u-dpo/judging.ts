/** @file The experiment `u-dpo/4.6-judge`: generated texts before an exact judge. */
import { exactJudge } from "../../evaluation/exactJudge";
import { gradeSummary, type JudgeGrades, overallGrade } from "../../evaluation/judge";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { stream } from "../../random/stream";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import { drawnWorld } from "../world/drawnWorld";
import { judgeName, judgingResult } from "./judgingResult";
import { pipelineStudy } from "./pipelineStudy";
import { printJudging } from "./printJudging";
import { printSmallJudging } from "./printSmallJudging";
import { smallJudgingExperiment } from "./smallJudgingExperiment";
import { type PipelineRun, type RunProgress, writingPrompts } from "./stages/pipelineRun";
import type { PipelineScene } from "./stages/scene";
import type { WriterArm } from "./stages/writerArm";
import { base, dpo, unfilteredDpo, utilityDpo } from "./stages/writerArms";
import { worldsInTurn } from "./worldPipelineSettings";

/** Texts of a class: 132 in all eleven, as many as the paper had judged in both its sets. */
export const perClass = 12;

/** Table 3 of the U-DPO paper. */
export const judging: Experiment = {
  name: judgeName,
  scales: ["world", "small"],
  seeds: 8,
  run: (options) => (options.scale === "small" ? smallJudgingExperiment(options) : runJudging(options)),
  print: (result) => (result.scale === "small" ? printSmallJudging(result) : printJudging(result)),
};

/**
 * Has the texts of base, DPO and U-DPO judged for seeds 0, 1, ...
 *
 * @param scene another scene, for tests
 * @param count texts of a class
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runJudging(
  options: ExperimentOptions,
  scene?: PipelineScene,
  count = perClass,
): Promise<ExperimentResult> {
  const arms = [base, unfilteredDpo, dpo, utilityDpo].map((arm) => ({
    source: "exact judge",
    method: arm.method,
    measure: (run: PipelineRun, progress: RunProgress) => judgedMeasures(run, arm, count, progress),
  }));
  const study = { name: "judging", revision: 1, settings: { perClass: count }, arms };
  return judgingResult(options.scale, await pipelineStudy(study, options, scene));
}

/** The texts of an arm with their grades, in the order of the prompts. */
async function judgedTexts(
  run: PipelineRun,
  arm: WriterArm,
  count: number,
  progress: RunProgress = {},
): Promise<{ text: string; label: string; demonstrations: readonly string[]; grades: JudgeGrades }[]> {
  const judge = exactJudge(drawnWorld(run.seed % worldsInTurn), stream(0, "u-dpo/judge"));
  const written = await run.written(arm, count, progress);
  return writingPrompts(run, count).map(({ label, demonstrations }, at) => {
    const { text } = written[at];
    return { text, label, demonstrations, grades: judge({ text, label, demonstrations }) };
  });
}

async function judgedMeasures(
  run: PipelineRun,
  arm: WriterArm,
  count: number,
  progress: RunProgress,
): Promise<Measures> {
  const judged = (await judgedTexts(run, arm, count, progress)).map(({ grades }) => grades);
  const overall = gradeSummary(judged.map(overallGrade));
  return {
    relevance: mean(judged.map(({ relevance }) => relevance)),
    fluency: mean(judged.map(({ fluency }) => fluency)),
    classAlignment: mean(judged.map(({ classAlignment }) => classAlignment)),
    mean: overall.mean,
    median: overall.median,
    deviation: overall.standardDeviation,
  };
}
