/** @file The experiment `together/2-rephrase-or-weigh`: texts with faults, and what to spend on them. */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import type { RunRecord } from "../../experiments/runRecord";
import { type StageCache, stageCache, stageFolder } from "../../experiments/stageCache";
import { type PipelineStudy, pipelineStudy, type StudyArm } from "../u-dpo/pipelineStudy";
import type { PipelineScene } from "../u-dpo/stages/scene";
import { printRephrase } from "./printRephrase";
import { freeRemedies, paidRemedies, type Remedy } from "./remedies";
import { realOnlyMeasures, remedyMeasures } from "./remedyMeasures";
import { budgetName, realMethod, realSource, rephraseName, shortcutSource } from "./rephraseClaims";
import { rephraseResult } from "./rephraseResult";
import { type RephraseSettings, rephraseSettings, togetherClassifier } from "./settings";
import { shortcutMeasures } from "./shortcutMeasures";
import { shortcutRemedies } from "./shortcutRemedies";
import { textsToMend } from "./textsToMend";

export const rephraseOrWeigh: Experiment = {
  name: rephraseName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => rephraseResult(options.scale, await runRephrase(options)),
  print: printRephrase,
};

/**
 * Every remedy at every budget, for wrong labels and for a planted shortcut, for seeds 0, 1, ...
 *
 * @param scene another scene, for tests; stays the caller's
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export function runRephrase(
  options: ExperimentOptions,
  scene?: PipelineScene,
  settings: RephraseSettings = rephraseSettings,
): Promise<RunRecord[]> {
  const { budgets, ...sizes } = settings;
  const study: PipelineStudy = {
    name: "rephraseOrWeigh",
    revision: 1,
    settings: { classifier: togetherClassifier, budgets: [...budgets], ...sizes },
    arms: rephraseArms(stageCache(stageFolder(options.ledger)), settings),
  };
  return pipelineStudy(study, options, scene);
}

/** All arms of a run; texts are kept in the cache. */
function rephraseArms(cache: StageCache, settings: RephraseSettings = rephraseSettings): StudyArm[] {
  const arm = (remedy: Remedy, budget: number): StudyArm => ({
    source: budgetName(budget),
    method: remedy.method,
    measure: async (run, { signal }) =>
      remedyMeasures(run, await textsToMend(run, cache, settings, signal), { remedy, budget, settings }),
  });
  return [
    {
      source: realSource,
      method: realMethod,
      measure: (run) => realOnlyMeasures(run, settings),
    },
    ...freeRemedies.map((remedy) => arm(remedy, 0)),
    ...settings.budgets.flatMap((budget) => paidRemedies.map((remedy) => arm(remedy, budget))),
    ...shortcutRemedies.map(
      (remedy): StudyArm => ({
        source: shortcutSource,
        method: remedy.method,
        measure: async (run, { signal }) =>
          shortcutMeasures(run, await textsToMend(run, cache, settings, signal), {
            remedy,
            settings,
            signal,
          }),
      }),
    ),
  ];
}
