/**
 * @file The experiment `dimp/4.2-dimp`: which point is worth a step, by trying every one and by DIMP's ratio.
 */

import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { argMax } from "../../statistics/argMax";
import { spearmanCorrelation } from "../../statistics/correlation";
import { mean } from "../../statistics/mean";
import { dimpName, dimpResult, stageName } from "./dimpResult";
import { type OneStepRule, oneStepRules } from "./oneStepRules";
import {
  type OneStepSettings,
  oneStepScene,
  stageClassifiers,
  type TriedPoints,
  tryPoints,
} from "./oneStepScene";
import { printDimp } from "./printDimp";
import { paperSettings, worldSettings } from "./settings";

/** To be raised when a change of code changes the numbers. */
const revision = 2;

/** Sizes of Table 1 in the exact world; rate and steps are ours: at 400 steps cross entropy has begun to overfit. */
export const dimpSettings: OneStepSettings = {
  rows: { smallReal: worldSettings.rows.smallReal, synthetic: worldSettings.rows.synthetic, test: 1000 },
  stages: [0, 5, 25, 100, 400],
  rate: 10,
  checkerSteps: 200,
  pointRate: 1,
};

/** Section 4.2 of Kuo et al. 2025. */
export const dimp: Experiment = {
  name: dimpName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runDimp(options),
  print: printDimp,
};

/**
 * Tries every point at every stage for seeds 0, 1, ...
 *
 * @param settings other sizes, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runDimp(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: OneStepSettings = dimpSettings,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`dimp: data is ${data}, expected none`);
  const cells = Array.from({ length: seeds }, (_, seed) => cellsOf(settings, seed)).flat();
  return dimpResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
}

/** The cells of a seed share its texts and what was tried on them; both are made when they are first needed. */
function cellsOf(settings: OneStepSettings, seed: number): Cell[] {
  const scene = once(() => oneStepScene(settings, seed));
  const classifiers = once(() => stageClassifiers(scene()));
  const place = { data: "world", seed, settings: { revision, ...settings } };
  return settings.stages.flatMap((stage, at) => {
    const points = once(() => tryPoints(scene(), classifiers()[at]));
    return oneStepRules
      .filter((rule) => stage > 0 || !rule.needsTraining)
      .map((rule) => ({
        ...place,
        source: stageName(stage),
        method: rule.method,
        run: async () => ruleMetrics(points(), rule, scene().wrongLabel),
      }));
  });
}

/**
 * How well a rule orders the points by what they gain; what its first point and its best tenth gain of the most
 * possible; where it ranks the best point, from 0 for first to 1 for last; its weights.
 */
function ruleMetrics(
  { gains, gainsOnSmallReal, facts }: TriedPoints,
  rule: OneStepRule,
  wrongLabel: readonly boolean[],
) {
  const scores = rule.scores(facts);
  const weightOf = (wrong: boolean) => mean(scores.filter((_, i) => wrongLabel[i] === wrong).map(Math.exp));
  const gainOfBest = (by: readonly number[]) => mean(bestTenth(by).map((i) => gains[i]));
  const best = argMax(gains);
  return {
    rankCorrelation: spearmanCorrelation(scores, gains),
    rankCorrelationOnSmallReal: spearmanCorrelation(scores, gainsOnSmallReal),
    gainOfBestTenth: gainOfBest(scores) / gainOfBest(gains),
    gainOfFirst: gains[argMax(scores)] / gains[best],
    rankOfBest: shareAbove(scores, best),
    helpfulPoints: gains.filter((gain) => gain > 0).length / gains.length,
    meanWeightOfRightLabels: weightOf(false),
    meanWeightOfWrongLabels: weightOf(true),
  };
}

/** The share of the other points whose number is above that of one point; ties count half. */
export function shareAbove(by: readonly number[], point: number): number {
  const above = by.filter((value) => value > by[point]).length;
  const ties = by.filter((value) => value === by[point]).length - 1;
  return (above + ties / 2) / (by.length - 1);
}

function bestTenth(by: readonly number[]): number[] {
  const order = by.map((_, i) => i).sort((a, b) => by[b] - by[a]);
  return order.slice(0, Math.max(1, Math.round(by.length / 10)));
}

function once<Value>(make: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}
