/**
 * @file Trains a classifier on one source with one method, and keeps the weights that the small real set prefers.
 */

import type { Params } from "../../engine/tensorTree";
import { disposeTree } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import { argMax } from "../../statistics/argMax";
import { keepHighest } from "../../training/keep";
import { trainClassifierBy } from "../../training/trainClassifier";
import type { LabelledInputs } from "../../weighting/checker";
import { learnedWeightClassifier, learnedWeightTraining } from "../../weighting/learnedWeightTraining";
import type { CheckerScores, LearnedWeightRule, Method } from "./methods";
import type { Scene, SeedScene } from "./scene";
import { sourceStream } from "./seedCheckers";

/** One training: what on, how, and where chance comes from. */
export interface TrainRun {
  scene: Scene;
  of: SeedScene;
  method: Method;
  source: string;
  seed: number;
  signal: AbortSignal;
  report: (share: number) => void;
}

/** What came of it. */
export interface TrainedMethod {
  params: Params;
  seconds: number;
  /** Accuracy on the small real set, and the epoch whose weights were kept; none on the small real set itself. */
  metrics: Record<string, number>;
  /** φ, if weights were learned on the way: one per text of the source. */
  phi?: number[];
  dispose(): void;
}

/**
 * Trains from the seed's first weights.
 *
 * Source:  Kuo et al. 2025, App. F: of all epochs the weights with the highest accuracy on the development set,
 *          which is the small real set, are kept.
 * Differs: on the small real set itself the last weights are kept: they were trained on what would choose.
 *
 * @param scores what the method's columns are made of
 * @throws the signal's reason if it is aborted
 */
export async function trainMethod(run: TrainRun, scores: CheckerScores): Promise<TrainedMethod> {
  const { scene, of, method, source, seed, signal, report } = run;
  const onSmall = source === "small real";
  const { graphs, settings } = scene;
  const development = of.sources["small real"];
  const validationAccuracy = async (params: Params) =>
    accuracy(await predictClasses(scene, params, development, signal), development.labels);
  const schedule = onSmall ? settings.smallSchedule : settings.schedule;
  const started = performance.now();
  const learning = method.learned && learningStep(run, method.learned);
  const trained = await trainClassifierBy(learning ?? graphs.step(method.loss), {
    graphs,
    schedule,
    params: of.params,
    ...of.sources[source],
    columns: learning ? { row: Array.from(learning.phi.keys()) } : method.columns(scores),
    random: sourceStream(seed, source),
    measure: onSmall
      ? undefined
      : {
          run: async (params) => ({ validationAccuracy: await validationAccuracy(params) }),
          keep: keepHighest("validationAccuracy"),
        },
    signal,
    onProgress: ({ step, steps }) => report(step / steps),
  }).finally(() => learning?.dispose());
  const { keptStep, history, params } = trained;
  const kept = history.measures.find(({ step }) => step === keptStep);
  const metrics = kept && {
    validationAccuracy: kept.values.validationAccuracy,
    keptEpoch: Math.round((keptStep * schedule.epochs) / history.measures[history.measures.length - 1].step),
  };
  const seconds = (performance.now() - started) / 1000;
  const phi = learning && Array.from(learning.phi);
  return { params, seconds, metrics: metrics ?? {}, phi, dispose: () => disposeTree(params) };
}

/** The step that learns weights by the small real set. */
function learningStep({ scene, of, source }: TrainRun, { toWeights, warmupShare }: LearnedWeightRule) {
  const graphs = learnedWeightClassifier(scene.graphs);
  const rows = of.sources[source].labels.length;
  const { epochs, batchSize } = scene.settings.schedule;
  const step = learnedWeightTraining({
    graphs,
    rows,
    validation: of.sources["small real"],
    toWeights,
    warmupSteps: Math.round(warmupShare * epochs) * Math.ceil(rows / batchSize),
  });
  return {
    ...step,
    dispose() {
      step.dispose();
      graphs.dispose();
    },
  };
}

/** The class that the model finds most likely, for each text. */
export async function predictClasses(
  { graphs }: Scene,
  params: Params,
  { inputs }: LabelledInputs,
  signal: AbortSignal,
): Promise<number[]> {
  const logProbs = await graphs.logProbs(params, inputs, { signal });
  return logProbs.map(argMax);
}
