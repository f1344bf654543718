/** @file The experiment `u-dpo/6-limits`: tuned too far, texts please the classifier and get worse; and what helps. */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Measures } from "../../training/history";
import { type Bounds, keepWithin, stopOutside } from "../../training/keep";
import {
  curveMethod,
  farFactor,
  limitsName,
  limitsResult,
  rateSource,
  remedySource,
  stopped,
} from "./limitsResult";
import { pipelineStudy, type StudyArm } from "./pipelineStudy";
import { printLimits } from "./printLimits";
import { allPairs, type Remedy, remedies } from "./remedies";
import { evenly } from "./stages/pairSets";
import type { PipelineRun, RunProgress } from "./stages/pipelineRun";
import { preferenceRate } from "./stages/preferenceRate";
import type { PipelineScene } from "./stages/scene";
import type { WriterArm } from "./stages/writerArm";
import { preferenceArm } from "./stages/writerArms";
import { type TuningCurve, tuningCurve } from "./tuningCurve";

export type LimitsSettings = {
  /** By what the pipeline's rate is multiplied. */
  factors: readonly number[];
  /** When texts are looked at, in steps; the last look is at the end. */
  every: number;
  looks: number;
  perClass: number;
  /** What the stop rule goes by: what can be known without an exact world. */
  bounds: Bounds;
};

/** How often a tuning that may be stopped is looked at, in steps; the curves are looked at less often. */
const stopEvery = 2;

export const usualLimits: LimitsSettings = {
  factors: [1, 4, farFactor],
  // A third of the steps that the pairs of a run make.
  every: 11,
  looks: 3,
  perClass: 8,
  bounds: { logRatio: { most: 2 } },
};

/** Sections 6 and 7 of the U-DPO paper. */
export const limits: Experiment = {
  name: limitsName,
  scales: ["world"],
  seeds: 8,
  run: (options) => runLimits(options),
  print: printLimits,
};

/**
 * Tunes at several rates and looks at the texts on the way, then tries the remedies at the highest, for seeds 0, 1, ...
 *
 * The stop rule is run, not read off a curve: the tuning ends at the first look outside the bounds, and the weights of
 * the look before it are kept.
 *
 * @param scene another scene, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runLimits(
  options: ExperimentOptions,
  scene?: PipelineScene,
  settings: LimitsSettings = usualLimits,
): Promise<ExperimentResult> {
  const curves = curveKeeper(settings);
  const steps = Array.from({ length: settings.looks + 1 }, (_, look) => look * settings.every);
  const arms: StudyArm[] = settings.factors.flatMap((factor) =>
    steps.map((step) => ({
      source: rateSource(factor),
      method: curveMethod(step),
      measure: async (run: PipelineRun, progress: RunProgress) =>
        lookAt(await curves(run, tunedBy(allPairs, factor), progress), step),
    })),
  );
  arms.push(
    ...remedies.map((remedy) => ({
      source: remedySource,
      method: remedy.name,
      measure: async (run: PipelineRun, progress: RunProgress) => ({
        ...last(await curves(run, tunedBy(remedy, farFactor), progress, remedy === allPairs)),
        pairs: (await remedy.choose(run, progress.signal)).length,
      }),
    })),
    {
      source: remedySource,
      method: stopped,
      settings: { every: stopEvery },
      measure: (run, progress) => stoppedInTime(run, settings, progress),
    },
  );
  const study = { name: "limits", revision: 1, settings: JSON.parse(JSON.stringify(settings)), arms };
  return limitsResult(options.scale, await pipelineStudy(study, options, scene), settings.factors, steps);
}

/** Each curve of a run is drawn once, whichever of its points is asked for first; or its end alone. */
function curveKeeper(settings: LimitsSettings) {
  let open: { seed: number; curves: Map<string, Promise<TuningCurve>> } | undefined;
  return (run: PipelineRun, arm: WriterArm, progress: RunProgress, onTheWay = true): Promise<TuningCurve> => {
    if (open?.seed !== run.seed) open = { seed: run.seed, curves: new Map() };
    const every = onTheWay ? settings.every : Number.MAX_SAFE_INTEGER;
    const known = open.curves.get(arm.method) ?? tuningCurve(run, arm, { ...settings, every }, progress);
    open.curves.set(arm.method, known);
    return known;
  };
}

function tunedBy(remedy: Remedy, factor: number): WriterArm {
  return preferenceArm(`DPO, ${remedy.name}, rate × ${factor}`, async (run, signal) => ({
    weighed: evenly(await remedy.choose(run, signal)),
    learningRate: factor * preferenceRate(run.scene.settings, "dpo"),
  }));
}

/** What was seen at a step, or at the end where the run was shorter. */
function lookAt({ seen }: TuningCurve, step: number): Measures {
  return (seen.find((one) => one.step >= step) ?? seen[seen.length - 1]).values;
}

function last({ seen }: TuningCurve): Measures {
  return seen[seen.length - 1].values;
}

/** A tuning at the far rate that its own looks may end: what was seen of the weights that were kept. */
async function stoppedInTime(
  run: PipelineRun,
  { bounds, perClass }: LimitsSettings,
  progress: RunProgress,
): Promise<Measures> {
  const arm = tunedBy(allPairs, farFactor);
  const end = { keep: keepWithin(bounds), stop: stopOutside(bounds) };
  const { seen, keptStep } = await tuningCurve(run, arm, { every: stopEvery, perClass }, progress, end);
  const kept = seen.find(({ step }) => step === keptStep)!;
  const pairs = (await allPairs.choose(run, progress.signal)).length;
  return { ...kept.values, pairs, keptStep, steps: seen[seen.length - 1].step };
}
