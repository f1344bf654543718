/** @file The experiment `u-dpo/3.4-utility`: what the weights of Eq. 5 are like over λ, and what comes of them. */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { spearmanCorrelation } from "../../statistics/correlation";
import { isConstant } from "../../statistics/isConstant";
import { mean } from "../../statistics/mean";
import { standardDeviation } from "../../statistics/standardDeviation";
import type { Measures } from "../../training/history";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { pipelineStudy, type StudyArm } from "./pipelineStudy";
import { printWeighing } from "./printWeighing";
import { evenly } from "./stages/pairSets";
import type { PipelineRun, RunProgress } from "./stages/pipelineRun";
import { preferenceRate } from "./stages/preferenceRate";
import type { PipelineScene } from "./stages/scene";
import type { WriterArm } from "./stages/writerArm";
import { base, dpo, filteredOf, preferenceArm } from "./stages/writerArms";
import { type UtilityRule, utilityName, utilityRules, weighedBy } from "./utilities";
import { dpoAtSameRate, weighingName, weighingResult } from "./weighingResult";
import { writtenFacts } from "./writtenFacts";

/** Texts of a class that a tuned generator writes. */
export const perClass = 24;

/** Section 3.4 of the U-DPO paper. */
export const weighing: Experiment = {
  name: weighingName,
  scales: ["world"],
  seeds: 8,
  run: (options) => runWeighing(options),
  print: printWeighing,
};

/**
 * Looks at the weights of every rule, and at the texts after tuning with them, for seeds 0, 1, ...
 *
 * @param scene another scene, for tests
 * @param count texts of a class that are written
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runWeighing(
  options: ExperimentOptions,
  scene?: PipelineScene,
  count = perClass,
): Promise<ExperimentResult> {
  const texts = (arm: WriterArm, method: string): StudyArm => ({
    source: "texts",
    method,
    measure: (run, progress) => writtenFacts(run, arm, count, progress),
  });
  const arms: StudyArm[] = [
    texts(base, base.method),
    texts(dpo, dpo.method),
    texts(evenAtSameRate, evenAtSameRate.method),
    ...utilityRules.flatMap((rule) => [
      {
        source: "weights",
        method: utilityName(rule),
        measure: (run: PipelineRun, { signal }: RunProgress) => weightFacts(run, rule, signal),
      },
      ...(rule.internal === "class" ? [texts(tunedBy(rule), utilityName(rule))] : []),
    ]),
  ];
  const study = { name: "weighing", revision: 1, settings: { perClass: count }, arms };
  return weighingResult(options.scale, await pipelineStudy(study, options, scene));
}

/** The control for weights: the same pairs at the same rate without them. */
const evenAtSameRate = preferenceArm(dpoAtSameRate, async (run, signal) => ({
  weighed: evenly(filteredOf(run, await run.candidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "utilityDpo"),
}));

function tunedBy(rule: UtilityRule): WriterArm {
  return preferenceArm(`U-DPO, ${utilityName(rule)}`, async (run, signal) => ({
    weighed: await weighedBy(run, rule, signal),
    learningRate: preferenceRate(run.scene.settings, "utilityDpo"),
  }));
}

/** What the weights are like, and whether they know which pairs are far apart. */
async function weightFacts(run: PipelineRun, rule: UtilityRule, signal?: AbortSignal): Promise<Measures> {
  const { pairs, weights } = await weighedBy(run, rule, signal);
  const exactGap = pairs.map(({ chosen, rejected }) => {
    const fidelity = ({ text, label }: typeof chosen) => run.scene.judge(text, label, run.seed).fidelity;
    return fidelity(chosen) - fidelity(rejected);
  });
  const right = exactGap.map((gap) => gap > 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rightWeight = weights.reduce((sum, weight, at) => sum + (right[at] ? weight : 0), 0);
  return {
    pairs: pairs.length,
    meanWeight: mean(weights),
    deviation: standardDeviation(weights),
    effectiveShare: effectiveSampleSize(weights) / weights.length,
    // Weights that are all alike order nothing.
    rankWithGap: isConstant(weights) || isConstant(exactGap) ? 0 : spearmanCorrelation(weights, exactGap),
    rightOrder: mean(right.map(Number)),
    rightOrderWeighted: rightWeight / total,
  };
}
