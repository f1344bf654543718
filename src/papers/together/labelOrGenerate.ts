/** @file The experiment `together/3-label-or-generate`: what generated texts are worth in labels by hand. */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import type { RunRecord } from "../../experiments/runRecord";
import { type StageCache, stageCache, stageFolder } from "../../experiments/stageCache";
import { stream } from "../../random/stream";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { Measures } from "../../training/history";
import { pipelineStudy, type StudyArm } from "../u-dpo/pipelineStudy";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import type { PipelineScene } from "../u-dpo/stages/scene";
import { stageInputs } from "../u-dpo/stages/stageInputs";
import { type AskedSet, askedSet, promptsOf } from "./askedSet";
import { coreSeconds } from "./coreSeconds";
import { generatedMethod, labelName, labelResult, realMethod, sourceOf, writingSource } from "./labelResult";
import { accuracyOn, readyLesson, taughtByReal } from "./lesson";
import { printLabel } from "./printLabel";
import { type LabelSettings, labelSettings, togetherClassifier } from "./settings";
import { firstOfEachClass } from "./textsToMend";
import { dimp, unweighted, type Weighting } from "./weightings";

export const labelOrGenerate: Experiment = {
  name: labelName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => labelResult(options.scale, await runLabel(options)),
  print: printLabel,
};

/**
 * Accuracy by the number of real texts, alone and beside generated ones, for seeds 0, 1, ...
 *
 * More real texts begin with the fewer, and so do more generated ones.
 *
 * @param scene another scene, for tests; stays the caller's
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export function runLabel(
  options: ExperimentOptions,
  scene?: PipelineScene,
  settings: LabelSettings = labelSettings,
): Promise<RunRecord[]> {
  const { realPerClass, volumes, ...sizes } = settings;
  const study = {
    name: "labelOrGenerate",
    revision: 1,
    settings: {
      classifier: togetherClassifier,
      realPerClass: [...realPerClass],
      volumes: [...volumes],
      ...sizes,
    },
    arms: labelArms(stageCache(stageFolder(options.ledger)), settings),
  };
  return pipelineStudy(study, options, scene);
}

/** All arms of a run; texts are kept in the cache. */
function labelArms(cache: StageCache, settings: LabelSettings = labelSettings): StudyArm[] {
  const { realPerClass, mostBeside, volumes, weightedVolume } = settings;
  const beside = (perClass: number, volume: number, weighting: Weighting): StudyArm => ({
    source: sourceOf(perClass),
    method: generatedMethod(volume, weighting.name),
    measure: async (run, { signal }) => {
      const set = await generated(run, cache, settings, signal);
      return besideMeasures(run, firstOf(set, run, volume), { perClass, weighting, settings });
    },
  });
  return [
    ...volumes.map(
      (volume): StudyArm => ({
        source: writingSource,
        method: generatedMethod(volume, unweighted.name),
        measure: async (run, { signal }) =>
          writingMeasures(run, await generated(run, cache, settings, signal), volume),
      }),
    ),
    ...realPerClass.flatMap((perClass) => [
      {
        source: sourceOf(perClass),
        method: realMethod,
        measure: (run: PipelineRun) => aloneMeasures(run, perClass, settings),
      },
      ...(perClass > mostBeside ? [] : volumes.map((volume) => beside(perClass, volume, unweighted))),
      ...(perClass > mostBeside ? [] : [beside(perClass, weightedVolume, dimp)]),
    ]),
  ];
}

const way: PromptMethodName = "zero-shot topic";

/** The largest set of a run, all classes in turn. */
function generated(
  run: PipelineRun,
  cache: StageCache,
  { volumes, topicsAsked }: LabelSettings,
  signal?: AbortSignal,
): Promise<AskedSet> {
  const count = Math.max(...volumes) * run.scene.labels.length;
  const inputs = [stageInputs(run, "candidates"), "label-or-generate", count, topicsAsked];
  return cache("asked-set", inputs, async () => {
    const prompts = await promptsOf(run, way, count, topicsAsked, signal);
    return askedSet(run, prompts, { random: stream(run.seed, "together/volumes"), signal });
  });
}

/** So many texts of each class. */
function firstOf({ texts }: AskedSet, { scene }: PipelineRun, volume: number) {
  return texts.slice(0, volume * scene.labels.length);
}

/** What a volume takes: tokens, seconds of a core; and how many of its texts are of the class asked for. */
function writingMeasures(run: PipelineRun, set: AskedSet, volume: number): Measures {
  const texts = firstOf(set, run, volume);
  const total = (tokens: readonly number[]) => tokens.reduce((sum, one) => sum + one, 0);
  const tokens = total(set.tokens.slice(0, texts.length));
  const right = texts.filter(({ text, label }) => run.scene.judge(text, label, run.seed).rightClass === 1);
  return {
    tokens,
    writing: (set.coreSeconds * tokens) / total(set.tokens),
    rightClass: right.length / texts.length,
  };
}

async function aloneMeasures(
  { scene, seed, texts }: PipelineRun,
  perClass: number,
  { testTexts }: LabelSettings,
): Promise<Measures> {
  const { labels } = scene;
  const real = firstOfEachClass(texts.manyReal, labels, perClass);
  const { value, spent } = await coreSeconds(() =>
    taughtByReal({ seed, labels, classifier: togetherClassifier, real }),
  );
  return { accuracy: await accuracyOn(value, labels, texts.test.slice(0, testTexts)), training: spent };
}

interface Beside {
  perClass: number;
  weighting: Weighting;
  settings: LabelSettings;
}

async function besideMeasures(
  { scene, seed, texts }: PipelineRun,
  written: AskedSet["texts"],
  { perClass, weighting, settings }: Beside,
): Promise<Measures> {
  const { labels } = scene;
  const real = firstOfEachClass(texts.manyReal, labels, perClass);
  const lesson = { seed, labels, classifier: togetherClassifier, real, generated: written, weighting };
  const { checking, beside } = await readyLesson(lesson);
  const { value, spent } = await beside();
  const accuracy = await accuracyOn(value, labels, texts.test.slice(0, settings.testTexts));
  return { accuracy, training: spent + checking };
}
