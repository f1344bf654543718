/**
 * @file One run of `dimp/4.1-imp`: Algorithm 1 of Kuo et al. 2025, and its weights beside the exact ones.
 */
import type { Params } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import { mean } from "../../statistics/mean";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { impWeights } from "../../weighting/impWeights";
import { qualityChecker } from "../../weighting/qualityChecker";
import { type ImpArm, usualRows } from "./impArms";
import { logWeightAgreement } from "./logWeightAgreement";
import { crossEntropyMethod, impMethod } from "./methods";
import { pullMetrics } from "./pullMetrics";
import type { Scene, SeedScene } from "./scene";
import { sourceStream } from "./seedCheckers";
import type { OpenSeed } from "./seedDesk";
import { smallScheduleFor } from "./smallScheduleFor";
import { predictClasses, trainMethod } from "./trainMethod";

/** What the runs of one seed share beside its data: the losses of one model that has seen none of its texts. */
export interface ReferenceLosses {
  /** -log p(y | x; θ) of each generated text's label, in nats. */
  synthetic: number[];
  /** The same of the real test texts. */
  test: number[];
}

export interface ImpRun {
  scene: Scene;
  open: OpenSeed;
  arm: ImpArm;
  seed: number;
  reference: ReferenceLosses;
  signal: AbortSignal;
  report: (share: number) => void;
}

/**
 * Steps 1 to 4 of Algorithm 1, and what came of them.
 *
 * @returns accuracy on real test texts; how far the weighted loss of the reference model on generated text lies
 *   from its loss on real text (Eq. 5), in nats; for arms with weights, what these are like
 */
export async function impRun(run: ImpRun): Promise<Record<string, number>> {
  const { open, arm, reference } = run;
  const { logReal, logGenerated, wrongLabel } = open.of.exact!;
  const of = withRows(open.of, arm.realRows ?? usualRows);
  const logQuality = arm.realRows === undefined ? logReal : await fittedQuality({ ...run, of });
  const logDiversity = arm.fittedDiversity ? await fittedDiversity(run) : logGenerated;
  const accurate = await trainedAccuracy({ ...run, of }, { logQuality, logDiversity });
  const weights = arm.unweighted ? logReal.map(() => 1) : impWeights(logQuality, logDiversity);
  const estimate = mean(weights.map((weight, i) => weight * reference.synthetic[i]));
  const lossGap = Math.abs(estimate - mean(reference.test));
  const pulls = pullMetrics(weights, reference.synthetic.map(atMostOne), wrongLabel);
  const common = { accuracy: accurate, lossEstimate: estimate, lossGap, ...pulls };
  if (arm.unweighted) return common;
  const exact = logReal.map((log, i) => log - logGenerated[i]);
  return {
    ...common,
    effectiveSampleSize: effectiveSampleSize(weights),
    largestWeight: Math.max(...weights),
    ...logWeightAgreement(weights.map(Math.log), exact),
  };
}

/** The same seed with fewer small real rows: its first ones. */
export function withRows(of: SeedScene, rows: number): SeedScene {
  const { inputs, labels } = of.sources[smallReal];
  if (rows > labels.length) {
    throw new RangeError(
      `withRows: rows is ${rows}, expected at most ${labels.length} like the small real set`,
    );
  }
  const fewer = {
    inputs: { ...inputs, encodings: inputs.encodings.slice(0, rows) },
    labels: Array.from(labels).slice(0, rows),
  };
  return { ...of, sources: { ...of.sources, [smallReal]: fewer } };
}

const smallReal = "small real";
const synthetic = "synthetic";

/**
 * The losses of one model, trained with cross entropy on real texts that no checker sees.
 *
 * Eq. 5 is about a fixed model: one fitted to the generated texts would find them easy, whatever their labels.
 */
export async function referenceLosses(run: Omit<ImpRun, "arm" | "reference">): Promise<ReferenceLosses> {
  const of = withRows(run.open.of, usualRows);
  const trained = await trainMethod({ ...run, of, method: crossEntropyMethod, source: "large real" }, {});
  try {
    return {
      synthetic: await lossesOn(run, trained.params, of.sources[synthetic]),
      test: await lossesOn(run, trained.params, of.test),
    };
  } finally {
    trained.dispose();
  }
}

async function lossesOn(
  { scene, signal }: Pick<ImpRun, "scene" | "signal">,
  params: Params,
  { inputs, labels }: SeedScene["test"],
): Promise<number[]> {
  const rows = await scene.graphs.logProbs(params, inputs, { signal });
  return rows.map((row, i) => -row[labels[i]]);
}

/** Step 1: P' fitted on the small real set, asked about the generated labels. */
async function fittedQuality({ scene, of, seed, signal }: ImpRun & { of: SeedScene }): Promise<number[]> {
  const checker = await qualityChecker({
    graphs: scene.graphs,
    params: of.params,
    fitOn: of.sources[smallReal],
    schedule: smallScheduleFor(of.sources[smallReal].labels.length, scene.settings.smallSchedule),
    random: sourceStream(seed, smallReal),
    signal,
  });
  try {
    return await checker.logProbs(of.sources[synthetic], signal);
  } finally {
    checker.dispose();
  }
}

/** Step 2: Q fitted on the generated set; the desk keeps what it said for the seed's other arms. */
async function fittedDiversity({ open, signal }: ImpRun): Promise<number[]> {
  const { logDiversity } = await open.checkers.scores(synthetic, ["diversity"], signal);
  return Array.from(logDiversity!);
}

/** Step 4. */
async function trainedAccuracy(
  run: ImpRun & { of: SeedScene },
  scores: { logQuality: number[]; logDiversity: number[] },
): Promise<number> {
  const method = run.arm.unweighted ? crossEntropyMethod : impMethod;
  const trained = await trainMethod({ ...run, method, source: synthetic }, scores);
  try {
    const { test } = run.of;
    return accuracy(await predictClasses(run.scene, trained.params, test, run.signal), test.labels);
  } finally {
    trained.dispose();
  }
}

/** The probability that belongs to a loss. */
function atMostOne(loss: number): number {
  return Math.min(1, Math.exp(-loss));
}
