/**
 * @file What a method costs in all: seconds by component, passes, tokens, memory.
 */

import { disposeTree, type Params } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import type { PerExampleLoss } from "../../losses/perExampleLoss";
import { argMax } from "../../statistics/argMax";
import type { ClassifierBatch } from "../../training/classifierGraphs";
import { keepHighest } from "../../training/keep";
import { type ClassifierSchedule, trainClassifierBy } from "../../training/trainClassifier";
import type { TrainingStep } from "../../training/trainingStep";
import { type Checker, fitChecker } from "../../weighting/checker";
import type { LearnedWeightGraphs } from "../../weighting/learnedWeightStep";
import {
  type LearnedWeightClassifierStep,
  learnedWeightTraining,
} from "../../weighting/learnedWeightTraining";
import { perStepScores } from "../../weighting/perStepScores";
import type { CostArm } from "./costArms";
import { type CountedGraphs, countPasses, placesOf } from "./countPasses";
import type { CheckerName } from "./methods";
import type { Scene, SeedScene } from "./scene";
import { sourceStream } from "./seedCheckers";

export interface CostRun {
  scene: Scene;
  /** Recorded once for a scene, like the graphs of all other methods. */
  learned: LearnedWeightGraphs<ClassifierBatch>;
  of: SeedScene;
  arm: CostArm;
  /** Of the checkers and of the training alike, as in App. E of the paper. */
  schedule: ClassifierSchedule;
  seed: number;
  signal: AbortSignal;
}

/**
 * Builds the checkers, computes the weights, trains, and says what each of these took.
 *
 * Source:  Kuo et al. 2025, App. E: the components of Table 3, and five epochs for everything.
 * Differs: the paper gives seconds only.
 *
 * @returns seconds of each component and in all; seconds that the processor's cores worked, which other work on the
 *   machine hardly changes; texts forward and backward, tokens, bytes
 */
export async function methodCost(run: CostRun): Promise<Record<string, number>> {
  const counted = countPasses(run.scene.graphs);
  const clock = componentClock();
  const processor = process.cpuUsage();
  const checkers = await clock.checkers(run, counted);
  try {
    const columns = run.arm.perStep ? {} : await clock.time("weightSeconds", () => columnsOf(run, checkers));
    await clock.time("trainingSeconds", () => trainOnce(run, counted, checkers, columns));
    const { seconds } = clock;
    const totalSeconds = Object.values(seconds).reduce((sum, value) => sum + value, 0);
    const { user, system } = process.cpuUsage(processor);
    return { ...seconds, totalSeconds, processorSeconds: (user + system) / 1e6, ...counted.counts };
  } finally {
    for (const checker of Object.values(checkers)) checker.dispose();
  }
}

type Checkers = Partial<Record<CheckerName, Checker>>;

const columnNames = { quality: "logQuality", diversity: "logDiversity" } as const;

function componentClock() {
  const seconds = { qualitySeconds: 0, diversitySeconds: 0, weightSeconds: 0, trainingSeconds: 0 };
  const time = async <Result>(name: keyof typeof seconds, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const result = await work();
    seconds[name] = (performance.now() - started) / 1000;
    return result;
  };
  const checkers = async (run: CostRun, counted: CountedGraphs): Promise<Checkers> => {
    const built: Checkers = {};
    for (const name of run.arm.method.needs) {
      built[name] = await time(`${name}Seconds`, () => fit(name, run, counted));
    }
    return built;
  };
  return { seconds, time, checkers };
}

function fit(name: CheckerName, { of, schedule, seed, signal }: CostRun, { graphs }: CountedGraphs) {
  const source = name === "quality" ? "small real" : synthetic;
  const random = sourceStream(seed, source).child(`${name} checker`);
  return fitChecker({ graphs, params: of.params, fitOn: of.sources[source], schedule, random, signal });
}

const synthetic = "synthetic";

/** What the checkers say of every text, asked once. */
async function columnsOf({ of, signal }: CostRun, checkers: Checkers): Promise<Record<string, number[]>> {
  const columns: Record<string, number[]> = {};
  for (const [name, checker] of Object.entries(checkers)) {
    columns[columnNames[name as CheckerName]] = await checker.logProbs(of.sources[synthetic], signal);
  }
  return columns;
}

/** Training, with the best epoch chosen by the small real set as in App. F. */
async function trainOnce(
  run: CostRun,
  counted: CountedGraphs,
  checkers: Checkers,
  columns: Record<string, number[]>,
): Promise<void> {
  const { of, schedule, seed, signal, arm } = run;
  const { graphs } = counted;
  const development = of.sources["small real"];
  const validation = async (params: Params) => {
    const rows = await graphs.logProbs(params, development.inputs, { signal });
    const predicted = rows.map(argMax);
    return { validationAccuracy: accuracy(predicted, development.labels) };
  };
  const { step, dispose } = stepOf(run, counted, checkers);
  const rows = arm.method.learned && { row: Array.from(of.sources[synthetic].labels, (_, row) => row) };
  try {
    const { params } = await trainClassifierBy<string>(step, {
      graphs,
      schedule,
      params: of.params,
      ...of.sources[synthetic],
      columns: rows || columns,
      random: sourceStream(seed, synthetic),
      measure: { run: validation, keep: keepHighest("validationAccuracy") },
      signal,
    });
    disposeTree(params);
  } finally {
    dispose();
  }
}

function stepOf({ learned, of, arm }: CostRun, counted: CountedGraphs, checkers: Checkers) {
  const nothing = () => undefined;
  if (arm.method.learned) {
    const validation = of.sources["small real"];
    const rows = of.sources[synthetic].labels.length;
    const step = learnedWeightTraining({ graphs: learned, rows, validation });
    return { step: countLearned(step, counted, placesOf(validation.inputs, 64)), dispose: step.dispose };
  }
  const step = counted.graphs.step(arm.method.loss as PerExampleLoss<string>);
  if (!arm.perStep) return { step, dispose: nothing };
  const weights = Object.entries(checkers).map(([name, { params }]) => [
    columnNames[name as CheckerName],
    params,
  ]);
  return { step: perStepScores(counted.graphs, step, Object.fromEntries(weights)), dispose: nothing };
}

/** The passes of learned weights; all single moves, each as large as the weights, are held at once. */
function countLearned(
  step: LearnedWeightClassifierStep,
  { add, weigh }: CountedGraphs,
  [, validationTokens]: [number, number],
): TrainingStep<ClassifierBatch> {
  return {
    ...step,
    take(state, batch, learningRate, seed) {
      const before = { ...step.passes };
      const taken = step.take(state, batch, learningRate, seed);
      const examples = step.passes.examples - before.examples;
      const validation = step.passes.validation - before.validation;
      add(examples, examples * batch.input.mask.shape[1], true);
      if (validation > 0) add(validation, validationTokens, true);
      const weights = Object.values(taken.params).reduce((sum, { size }) => sum + 4 * size, 0);
      weigh(validation > 0 ? (examples / 2) * weights : 0);
      return taken;
    },
  };
}
