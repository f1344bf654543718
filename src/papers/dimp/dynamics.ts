/**
 * @file The experiment `dimp/5.1-dynamics`: accuracy on real test texts after each of five epochs, Figure 1.
 */

import { accuracy } from "../../evaluation/accuracy";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { afterEpoch, dynamicsName, dynamicsResult } from "./dynamicsResult";
import { measureEpochs } from "./measureEpochs";
import { crossEntropyMethod, dimpMethod, focalMethod, impMethod, type Method } from "./methods";
import { openScene } from "./openScene";
import { printDynamics } from "./printDynamics";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import type { SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";
import { predictClasses } from "./trainMethod";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Figure 1. */
const epochs = 5;

/** The lines of Figure 1. */
const methods: readonly Method[] = [crossEntropyMethod, focalMethod, impMethod, dimpMethod];

/** Figure 1 of Kuo et al. 2025. */
export const dynamics: Experiment = {
  name: dynamicsName,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runDynamics(options),
  print: printDynamics,
};

/**
 * Trains each method for five epochs with seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runDynamics(
  options: ExperimentOptions,
  settings?: TableSettings,
): Promise<ExperimentResult> {
  const scene = await openScene("dynamics", options, settings);
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return dynamicsResult(options.scale, records);
}

function cellsOf(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  const settings = { revision, ...scene.settings, ...scene.fingerprint };
  return scene.syntheticSources.flatMap((source) =>
    methods.map((method) => ({
      data: scene.data,
      source,
      method: method.name,
      seed,
      settings,
      async run(signal: AbortSignal, report: (share: number) => void) {
        const { of, checkers } = await desk.take(seed, signal);
        const scores = await checkers.scores(source, method.needs, signal);
        const run = { scene, of, method, source, seed, signal, report };
        const schedule = { ...scene.settings.schedule, epochs };
        const curve = await measureEpochs(run, scores, schedule, async (params) => ({
          accuracy: accuracy(await predictClasses(scene, params, of.test, signal), of.test.labels),
        }));
        return Object.fromEntries(curve.map((values, i) => [afterEpoch(i + 1), values.accuracy]));
      },
    })),
  );
}
