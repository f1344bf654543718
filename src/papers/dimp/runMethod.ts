/**
 * @file One run of Table 1: a method, trained on a source with a seed, and everything measured of it.
 */
import type { Params } from "../../engine/tensorTree";
import { disposeTree } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import { macroF1 } from "../../evaluation/macroF1";
import { majorityRate } from "../../evaluation/majorityRate";
import { keepHighest } from "../../training/keep";
import { trainClassifier } from "../../training/trainClassifier";
import type { LabelledInputs } from "../../weighting/checker";
import type { Method } from "./methods";
import type { Scene, SeedScene } from "./scene";
import { type SeedCheckers, type SourceScores, sourceStream } from "./seedCheckers";
import { weightMetrics } from "./weightMetrics";

export interface MethodRun {
  scene: Scene;
  of: SeedScene;
  checkers: SeedCheckers;
  method: Method;
  source: string;
  seed: number;
  signal: AbortSignal;
  report: (share: number) => void;
}

type Metrics = Record<string, number>;

/**
 * Trains and measures.
 *
 * Source:  Kuo et al. 2025, App. F: of all epochs the weights with the highest accuracy on the development set,
 *          which is the small real set, are kept.
 * Differs: on the small real set itself the last weights are kept: they were trained on what would choose.
 *
 * @returns accuracy, macroF1 and majorityRate on the test set, seconds of training and of everything it needed,
 *   and what weights and checkers were like
 */
export async function runMethod(run: MethodRun): Promise<Metrics> {
  const { scene, of, method, source, signal } = run;
  const scores = method.exact ? exactScores(of) : await run.checkers.scores(source, method.needs, signal);
  const trained = await trainOrTake(run, scores);
  try {
    const learned = () => logProbsOfLabels(run, trained.params);
    return {
      ...(await testMetrics(scene, trained.params, of.test, signal)),
      ...trained.metrics,
      trainingSeconds: trained.seconds,
      totalSeconds: trained.seconds + scores.seconds,
      ...(await weightMetrics(
        method,
        scores,
        learned,
        source.startsWith("synthetic") ? of.exact : undefined,
      )),
    };
  } finally {
    trained.dispose();
  }
}

/** The true P and Q in the place of checkers. */
function exactScores({ exact }: SeedScene): SourceScores {
  if (!exact) throw new RangeError("runMethod: P and Q are unknown, expected an exact world");
  return { logQuality: exact.logReal, logDiversity: exact.logGenerated, seconds: 0 };
}

interface TrainedHere {
  params: Params;
  seconds: number;
  metrics: Metrics;
  dispose(): void;
}

/** CE on the small real set is the quality checker: one model, as in Table 1. */
async function trainOrTake(run: MethodRun, scores: SourceScores): Promise<TrainedHere> {
  if (run.source !== "small real") return trainHere(run, scores);
  if (run.method.name !== "CE") return trainHere(run, scores);
  const { checker, seconds } = await run.checkers.quality(run.signal);
  return { params: checker.params, seconds, metrics: {}, dispose: () => undefined };
}

async function trainHere(run: MethodRun, scores: SourceScores): Promise<TrainedHere> {
  const { scene, of, method, source, seed, signal, report } = run;
  const onSmall = source === "small real";
  const { graphs, settings } = scene;
  const development = of.sources["small real"];
  const validationAccuracy = async (params: Params) =>
    accuracy(await predict(scene, params, development, signal), development.labels);
  const schedule = onSmall ? settings.smallSchedule : settings.schedule;
  const started = performance.now();
  const trained = await trainClassifier({
    graphs,
    loss: method.loss,
    schedule,
    params: of.params,
    ...of.sources[source],
    columns: method.columns(scores),
    random: sourceStream(seed, source),
    measure: onSmall
      ? undefined
      : {
          run: async (params) => ({ validationAccuracy: await validationAccuracy(params) }),
          keep: keepHighest("validationAccuracy"),
        },
    signal,
    onProgress: ({ step, steps }) => report(step / steps),
  });
  const { keptStep, history, params } = trained;
  const kept = history.measures.find(({ step }) => step === keptStep);
  const metrics = kept && {
    validationAccuracy: kept.values.validationAccuracy,
    keptEpoch: Math.round((keptStep * schedule.epochs) / history.measures[history.measures.length - 1].step),
  };
  const seconds = (performance.now() - started) / 1000;
  return { params, seconds, metrics: metrics ?? {}, dispose: () => disposeTree(params) };
}

async function testMetrics(
  scene: Scene,
  params: Params,
  test: LabelledInputs,
  signal: AbortSignal,
): Promise<Metrics> {
  return scoresOf(await predict(scene, params, test, signal), test.labels, scene.classes);
}

/** Accuracy, macro F1 and majority rate of predictions. */
export function scoresOf(predicted: number[], labels: ArrayLike<number>, classes: number): Metrics {
  return {
    accuracy: accuracy(predicted, labels),
    macroF1: macroF1(predicted, labels, classes),
    majorityRate: majorityRate(predicted, classes),
  };
}

async function predict(
  { graphs }: Scene,
  params: Params,
  { inputs }: LabelledInputs,
  signal: AbortSignal,
): Promise<number[]> {
  const logProbs = await graphs.logProbs(params, inputs, { signal });
  return logProbs.map((row) => row.indexOf(Math.max(...row)));
}

/** log p(y | x; θ) of the source's own labels. */
async function logProbsOfLabels({ scene, of, source, signal }: MethodRun, params: Params): Promise<number[]> {
  const { inputs, labels } = of.sources[source];
  const rows = await scene.graphs.logProbs(params, inputs, { signal });
  return rows.map((row, i) => row[labels[i]]);
}
