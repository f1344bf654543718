/**
 * @file One run of Table 1: a method, trained on a source with a seed, and everything measured of it.
 */
import type { Params } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import { macroF1 } from "../../evaluation/macroF1";
import { majorityRate } from "../../evaluation/majorityRate";
import type { LabelledInputs } from "../../weighting/checker";
import type { Scene, SeedScene } from "./scene";
import type { SeedCheckers, SourceScores } from "./seedCheckers";
import { predictClasses, type TrainedMethod, type TrainRun, trainMethod } from "./trainMethod";
import { phiMetrics, weightMetrics } from "./weightMetrics";

export interface MethodRun extends TrainRun {
  checkers: SeedCheckers;
}

type Metrics = Record<string, number>;

/**
 * Trains and measures.
 *
 * @returns accuracy, macroF1 and majorityRate on the test set, seconds of training and of everything it needed,
 *   and what weights and checkers were like
 */
export async function runMethod(run: MethodRun): Promise<Metrics> {
  const { scene, of, method, source, signal } = run;
  const scores = method.exact ? exactScores(of) : await run.checkers.scores(source, method.needs, signal);
  const trained = await trainOrTake(run, scores);
  try {
    const exact = source.startsWith("synthetic") ? of.exact : undefined;
    const learned = () => logProbsOfLabels(run, trained.params);
    return {
      ...(await testMetrics(scene, trained.params, of.test, signal)),
      ...trained.metrics,
      trainingSeconds: trained.seconds,
      totalSeconds: trained.seconds + scores.seconds,
      ...(trained.phi ? phiMetrics(trained.phi, exact) : await weightMetrics(method, scores, learned, exact)),
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

/** CE on the small real set is the quality checker: one model, as in Table 1. */
async function trainOrTake(run: MethodRun, scores: SourceScores): Promise<TrainedMethod> {
  if (run.source !== "small real") return trainMethod(run, scores);
  if (run.method.name !== "CE") return trainMethod(run, scores);
  const { checker, seconds } = await run.checkers.quality(run.signal);
  return { params: checker.params, seconds, metrics: {}, dispose: () => undefined };
}

async function testMetrics(
  scene: Scene,
  params: Params,
  test: LabelledInputs,
  signal: AbortSignal,
): Promise<Metrics> {
  return scoresOf(await predictClasses(scene, params, test, signal), test.labels, scene.classes);
}

/** Accuracy, macro F1 and majority rate of predictions. */
export function scoresOf(predicted: number[], labels: ArrayLike<number>, classes: number): Metrics {
  return {
    accuracy: accuracy(predicted, labels),
    macroF1: macroF1(predicted, labels, classes),
    majorityRate: majorityRate(predicted, classes),
  };
}

/** log p(y | x; θ) of the source's own labels. */
async function logProbsOfLabels({ scene, of, source, signal }: MethodRun, params: Params): Promise<number[]> {
  const { inputs, labels } = of.sources[source];
  const rows = await scene.graphs.logProbs(params, inputs, { signal });
  return rows.map((row, i) => row[labels[i]]);
}
