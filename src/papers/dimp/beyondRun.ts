/**
 * @file One run of `dimp/beyond-the-paper`: a checker, weights, a training, and what is measured of them.
 */
import type { Params } from "../../engine/tensorTree";
import { fitTemperature, temperedProbabilities } from "../../evaluation/fitTemperature";
import type { Checker, LabelledInputs } from "../../weighting/checker";
import { clipWeights } from "../../weighting/clipWeights";
import { dimpWeights } from "../../weighting/dimpWeights";
import { impWeights } from "../../weighting/impWeights";
import { qualityChecker } from "../../weighting/qualityChecker";
import { type BeyondArm, type BeyondFacts, ceiling, clippedDimpArm, type RowsFor } from "./beyondArms";
import { confidenceMetrics, weightFacts } from "./beyondMetrics";
import { measureEpochs } from "./measureEpochs";
import { pickRows } from "./pickRows";
import type { Scene, SeedScene } from "./scene";
import { sourceStream } from "./seedCheckers";
import type { OpenSeed } from "./seedDesk";
import { smallScheduleFor } from "./smallScheduleFor";
import { trainMethod } from "./trainMethod";

export interface BeyondRun {
  scene: Scene;
  open: OpenSeed;
  arm: BeyondArm;
  seed: number;
  signal: AbortSignal;
  report: (share: number) => void;
}

const synthetic = "synthetic";
const smallReal = "small real";

/**
 * Fits what the arm needs, trains on the generated set, and measures.
 *
 * @returns accuracy and calibration on real test texts, how well low weights find wrong labels, and, where rows
 *   chose the epoch, how much better the model looked on them
 */
export async function beyondRun(run: BeyondRun): Promise<Record<string, number>> {
  const { arm, open } = run;
  const facts = await factsOf(run);
  const of = withSelection(open.of, arm.rowsFor);
  const method = arm.weights
    ? { ...arm.like, name: arm.method, columns: () => ({ weight: arm.weights!(facts) }) }
    : arm.like;
  const training = { ...run, of, method, source: synthetic };
  const measure = (params: Params) => measured(run, params, facts);
  if (arm.rowsFor && !arm.rowsFor.selection) {
    const curve = await measureEpochs(training, facts, run.scene.settings.schedule, measure);
    return curve[curve.length - 1];
  }
  const trained = await trainMethod(training, facts);
  try {
    const metrics = await measure(trained.params);
    const optimism = trained.metrics.validationAccuracy - metrics.accuracy;
    return { ...metrics, optimism };
  } finally {
    trained.dispose();
  }
}

/** What checkers say of the generated texts. */
async function factsOf(run: BeyondRun): Promise<BeyondFacts> {
  const { open, signal } = run;
  const { inputs, labels } = open.of.sources[synthetic];
  const logRows = await asked(run, inputs);
  const { logDiversity } = await open.checkers.scores(synthetic, ["diversity"], signal);
  return {
    logQuality: logRows.map((row, i) => Math.min(0, row[labels[i]])),
    logDiversity: Array.from(logDiversity!),
    qualityRows: logRows.map((row) => Array.from(row, Math.exp)),
    labels,
    exact: open.of.exact!,
  };
}

/** log P'(class | x) of some texts, by the checker of the arm. */
async function asked(run: BeyondRun, inputs: LabelledInputs["inputs"]): Promise<ArrayLike<number>[]> {
  const { scene, open, arm, signal } = run;
  if (arm.rowsFor?.checker === "half") {
    const checker = await checkerOfHalf(run);
    try {
      return await scene.graphs.logProbs(checker.params, inputs, { signal });
    } finally {
      checker.dispose();
    }
  }
  const { checker } = await open.checkers.quality(signal);
  const rows = await scene.graphs.logProbs(checker.params, inputs, { signal });
  return arm.tempered ? tempered(run, checker, rows) : rows;
}

function checkerOfHalf({ scene, open, seed, signal }: BeyondRun): Promise<Checker> {
  const fitOn = halfOf(open.of.sources[smallReal], 0);
  return qualityChecker({
    graphs: scene.graphs,
    params: open.of.params,
    fitOn,
    schedule: smallScheduleFor(fitOn.labels.length, scene.settings.smallSchedule),
    random: sourceStream(seed, smallReal),
    signal,
  });
}

/** The same rows with the temperature that fits real rows which the checker has not seen. */
export async function tempered(
  { scene, open, signal }: Pick<BeyondRun, "scene" | "open" | "signal">,
  checker: Checker,
  rows: readonly ArrayLike<number>[],
): Promise<number[][]> {
  const others = othersOf(open.of);
  const unseen = await scene.graphs.logProbs(checker.params, others.inputs, { signal });
  const temperature = fitTemperature(unseen, others.labels);
  return rows.map((row) => temperedProbabilities(row, temperature).map(Math.log));
}

/** The seed's data with the rows that choose the epoch in the place of the small real set. */
function withSelection(of: SeedScene, rowsFor?: RowsFor): SeedScene {
  if (!rowsFor?.selection || rowsFor.selection === "the same") return of;
  const rows = rowsFor.selection === "as many others" ? othersOf(of) : halfOf(of.sources[smallReal], 1);
  return { ...of, sources: { ...of.sources, [smallReal]: rows } };
}

function halfOf(rows: LabelledInputs, half: 0 | 1): LabelledInputs {
  const middle = Math.floor(rows.labels.length / 2);
  const places = Array.from({ length: rows.labels.length }, (_, place) => place);
  return pickRows(rows, half === 0 ? places.slice(0, middle) : places.slice(middle));
}

/** Real rows that no checker is fitted on: as many as the small real set has. */
export function othersOf({ sources }: SeedScene): LabelledInputs {
  const places = Array.from({ length: sources[smallReal].labels.length }, (_, place) => place);
  return pickRows(sources["large real"], places);
}

async function measured(
  { scene, open, arm, signal }: BeyondRun,
  params: Params,
  facts: BeyondFacts,
): Promise<Record<string, number>> {
  const { of } = open;
  const logProbs = await scene.graphs.logProbs(params, of.test.inputs, { signal });
  const { inputs, labels } = of.sources[synthetic];
  const learned = async () => {
    const rows = await scene.graphs.logProbs(params, inputs, { signal });
    return rows.map((row, i) => Math.min(0, row[labels[i]]));
  };
  const weights = await weightsAtTheEnd(arm, facts, learned);
  return {
    ...confidenceMetrics(logProbs, of.test.labels, scene.classes),
    ...weightFacts(weights, facts.exact.wrongLabel),
  };
}

async function weightsAtTheEnd(
  arm: BeyondArm,
  facts: BeyondFacts,
  learned: () => Promise<number[]>,
): Promise<number[]> {
  if (arm.weights) return arm.weights(facts);
  if (arm.like.needs.length === 0) return facts.logQuality.map(() => 1);
  if (!arm.like.dynamic) return impWeights(facts.logQuality, facts.logDiversity);
  const weights = dimpWeights(facts.logQuality, await learned());
  return arm.method === clippedDimpArm ? clipWeights(weights, ceiling) : weights;
}
