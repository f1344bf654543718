/**
 * @file The experiment `dimp/beyond-the-paper`: size of weights, dropping, rows for checker and selection, calibration.
 */

import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { beyondArms, questions } from "./beyondArms";
import { confidenceMetrics } from "./beyondMetrics";
import { beyondName, beyondResult, checkerMethods } from "./beyondResult";
import { beyondRun, tempered } from "./beyondRun";
import { printBeyond } from "./printBeyond";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import type { OpenSeed, SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings, worldSettings } from "./settings";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Table 1's settings; of the large real set only as many rows as there are small ones are used. */
export const beyondSettings: TableSettings = {
  ...worldSettings,
  rows: { ...worldSettings.rows, largeReal: worldSettings.rows.smallReal },
};

/** Questions that Kuo et al. 2025 leave open. */
export const beyond: Experiment = {
  name: beyondName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runBeyond(options),
  print: printBeyond,
};

/**
 * Runs every arm for seeds 0, 1, ...
 *
 * @param settings other sizes, for tests; at least as many large as small real rows
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runBeyond(
  options: ExperimentOptions,
  settings: TableSettings = beyondSettings,
): Promise<ExperimentResult> {
  if (options.data !== undefined) throw new RangeError(`beyond: data is ${options.data}, expected none`);
  const scene = worldScene(settings);
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return beyondResult(options.scale, records);
}

function cellsOf(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  const place = { data: scene.data, seed, settings: { revision, ...scene.settings, ...scene.fingerprint } };
  return [
    ...beyondArms.map((arm) => ({
      ...place,
      source: arm.source,
      method: arm.method,
      async run(signal: AbortSignal, report: (share: number) => void) {
        return beyondRun({ scene, open: await desk.take(seed, signal), arm, seed, signal, report });
      },
    })),
    ...([false, true] as const).map((mended) => ({
      ...place,
      source: questions.calibration,
      method: mended ? checkerMethods.tempered : checkerMethods.asFitted,
      async run(signal: AbortSignal) {
        return checkerMetrics(scene, await desk.take(seed, signal), mended, signal);
      },
    })),
  ];
}

/** The quality checker itself on real test texts. */
async function checkerMetrics(scene: Scene, open: OpenSeed, mended: boolean, signal: AbortSignal) {
  const { inputs, labels } = open.of.test;
  const { checker } = await open.checkers.quality(signal);
  const rows = await scene.graphs.logProbs(checker.params, inputs, { signal });
  const shown = mended ? await tempered({ scene, open, signal }, checker, rows) : rows;
  return confidenceMetrics(shown, labels, scene.classes);
}
