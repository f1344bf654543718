/** @file The experiment `together/1-weighting-after-tuning`: does weighting still help after preference tuning wrote the data? */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import type { RunRecord } from "../../experiments/runRecord";
import { type StageCache, stageCache, stageFolder } from "../../experiments/stageCache";
import { mean } from "../../statistics/mean";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { Measures } from "../../training/history";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { baseArm, dpoArm, type HybridArm, rejectionArm, utilityDpoArm } from "../u-dpo/hybridArms";
import { pipelineStudy, type StudyArm } from "../u-dpo/pipelineStudy";
import type { MarkedText, PipelineRun } from "../u-dpo/stages/pipelineRun";
import type { PipelineScene } from "../u-dpo/stages/scene";
import { textFacts } from "../u-dpo/stages/textFacts";
import { accuracyOn, readyLesson, taughtByReal } from "./lesson";
import { printWeighting } from "./printWeighting";
import { looseClassifier, togetherClassifier, type WeightingSettings, weightingSettings } from "./settings";
import {
  armMethod,
  realMethod,
  realSource,
  textsMethod,
  weightingName,
  weightingResult,
} from "./weightingResult";
import { type Weighting, weightings } from "./weightings";
import { writtenBy } from "./writtenBy";

/** Who writes: paper A's generator before and after both tunings, and its best half without any. */
const writers: readonly HybridArm[] = [baseArm, dpoArm, utilityDpoArm, rejectionArm];

export const weightingAfterTuning: Experiment = {
  name: weightingName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => weightingResult(options.scale, await runWeighting(options)),
  print: printWeighting,
};

/**
 * Writers x ways to ask x weightings, for seeds 0, 1, ...; a run's arms share real texts, prompts and order.
 *
 * @param scene another scene, for tests; stays the caller's
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export function runWeighting(
  options: ExperimentOptions,
  scene?: PipelineScene,
  settings: WeightingSettings = weightingSettings,
): Promise<RunRecord[]> {
  const { ways, ...sizes } = settings;
  const study = {
    name: "weightingAfterTuning",
    revision: 1,
    settings: { classifiers: [togetherClassifier, looseClassifier], ways: [...ways], ...sizes },
    arms: weightingArms(stageCache(stageFolder(options.ledger)), settings),
  };
  return pipelineStudy(study, options, scene);
}

/** All arms of a run; texts are kept in the cache. */
function weightingArms(cache: StageCache, settings: WeightingSettings = weightingSettings): StudyArm[] {
  return [
    { source: realSource, method: realMethod, measure: (run) => realOnly(run, settings.testTexts) },
    ...settings.ways.flatMap((way) => writers.flatMap((writer) => armsOf(cache, settings, way, writer))),
  ];
}

function armsOf(
  cache: StageCache,
  settings: WeightingSettings,
  way: PromptMethodName,
  writer: HybridArm,
): StudyArm[] {
  const set = { writer, way, ...settings };
  return [
    {
      source: way,
      method: textsMethod(writer.method),
      measure: async (run, progress) =>
        textFacts(run.scene, await writtenBy(run, cache, set, writers, progress), run.seed),
    },
    ...weightings.map(
      (weighting): StudyArm => ({
        source: way,
        method: armMethod(writer.method, weighting.name),
        async measure(run, progress) {
          const generated = await writtenBy(run, cache, set, writers, progress);
          const { testTexts } = settings;
          const usual = await measured(run, generated, weighting, testTexts);
          if (!weighting.alsoLoose) return usual;
          return { ...usual, aloneLoose: await looseAccuracy(run, generated, weighting, testTexts) };
        },
      }),
    ),
  ];
}

/** Accuracies, and where the weights lie in the end. */
async function measured(
  { scene, seed, texts }: PipelineRun,
  generated: readonly MarkedText[],
  weighting: Weighting,
  testTexts: number,
): Promise<Measures> {
  const { labels, judge } = scene;
  const classifier = togetherClassifier;
  const lesson = await readyLesson({ seed, labels, classifier, real: texts.real, generated, weighting });
  const isWrong = generated.map(({ text, label }) => (judge(text, label, seed).rightClass === 1 ? 0 : 1));
  const test = texts.test.slice(0, testTexts);
  const alone = await lesson.alone();
  const weights = await lesson.weightsBy(alone);
  return {
    alone: await accuracyOn(alone, labels, test),
    beside: await accuracyOn((await lesson.beside()).value, labels, test),
    wrongWeight: mean(weights.map((weight, at) => weight * isWrong[at])) / mean(weights),
    effective: effectiveSampleSize(weights) / weights.length,
  };
}

/** The accuracy of the classifier that learns its texts by heart, on generated texts alone. */
async function looseAccuracy(
  { scene: { labels }, seed, texts }: PipelineRun,
  generated: readonly MarkedText[],
  weighting: Weighting,
  testTexts: number,
): Promise<number> {
  const classifier = looseClassifier;
  const lesson = await readyLesson({ seed, labels, classifier, real: texts.real, generated, weighting });
  return accuracyOn(await lesson.alone(), labels, texts.test.slice(0, testTexts));
}

async function realOnly({ scene, seed, texts }: PipelineRun, testTexts: number): Promise<Measures> {
  const { labels } = scene;
  const fitted = await taughtByReal({ seed, labels, classifier: togetherClassifier, real: texts.real });
  return { beside: await accuracyOn(fitted, labels, texts.test.slice(0, testTexts)) };
}
