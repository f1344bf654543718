/** @file The experiment `u-dpo/3.3-pairs`: what pairs are like by the rule that makes them, and what tuning on them gives. */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { PreferencePair } from "../../preference/preferencePairs";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import { buildingPairsName, buildingPairsResult } from "./buildingPairsResult";
import { type PairRule, pairRules, pairsByRule } from "./pairRules";
import { pipelineStudy, type StudyArm } from "./pipelineStudy";
import { printBuildingPairs } from "./printBuildingPairs";
import { evenly } from "./stages/pairSets";
import type { PipelineRun } from "./stages/pipelineRun";
import { preferenceRate } from "./stages/preferenceRate";
import type { PipelineScene } from "./stages/scene";
import type { WriterArm } from "./stages/writerArm";
import { base, preferenceArm } from "./stages/writerArms";
import { writtenFacts } from "./writtenFacts";

/** Texts of a class that a tuned generator writes. */
export const perClass = 24;

/** Section 3.3 of the U-DPO paper. */
export const buildingPairs: Experiment = {
  name: buildingPairsName,
  scales: ["world"],
  seeds: 8,
  run: (options) => runBuildingPairs(options),
  print: printBuildingPairs,
};

/**
 * Makes pairs by each rule, looks at them, tunes on them and looks at what is written then, for seeds 0, 1, ...
 *
 * @param scene another scene, for tests
 * @param count texts of a class that are written
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runBuildingPairs(
  options: ExperimentOptions,
  scene?: PipelineScene,
  count = perClass,
): Promise<ExperimentResult> {
  const arms: StudyArm[] = [
    {
      source: "texts",
      method: base.method,
      measure: (run, progress) => writtenFacts(run, base, count, progress),
    },
    ...pairRules.flatMap((rule): StudyArm[] => [
      { source: "pairs", method: rule.name, measure: (run, { signal }) => rulesFacts(run, rule, signal) },
      {
        source: "texts",
        method: rule.name,
        measure: (run, progress) => writtenFacts(run, tunedBy(rule), count, progress),
      },
    ]),
  ];
  const study = { name: "buildingPairs", revision: 1, settings: { perClass: count }, arms };
  return buildingPairsResult(options.scale, await pipelineStudy(study, options, scene));
}

/** DPO on the pairs of a rule. */
function tunedBy(rule: PairRule): WriterArm {
  return preferenceArm(`DPO, ${rule.name}`, async (run, signal) => ({
    weighed: evenly(pairsByRule(run, await run.candidates(signal), rule).pairs),
    learningRate: preferenceRate(run.scene.settings, "dpo"),
  }));
}

async function rulesFacts(run: PipelineRun, rule: PairRule, signal: AbortSignal): Promise<Measures> {
  const { pairs, excluded, promptsWithoutPair } = pairsByRule(run, await run.candidates(signal), rule);
  const fidelity = (side: keyof PreferencePair) =>
    pairs.map((pair) => run.scene.judge(pair[side].text, pair[side].label, run.seed).fidelity);
  const [chosen, rejected] = [fidelity("chosen"), fidelity("rejected")];
  return {
    pairs: pairs.length,
    promptsWithoutPair,
    ...Object.fromEntries(Object.entries(excluded).map(([reason, count]) => [`excluded: ${reason}`, count])),
    marginGap: mean(pairs.map((pair) => pair.chosen.margin - pair.rejected.margin)),
    chosenFidelity: mean(chosen),
    rejectedFidelity: mean(rejected),
    rightOrder: mean(chosen.map((value, at) => (value > rejected[at] ? 1 : 0))),
  };
}
