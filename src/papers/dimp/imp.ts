/**
 * @file The experiment `dimp/4.1-imp`: IMP-Loss by its algorithm, its weights beside the exact ones, text by text.
 */

import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { impArms, realRowCounts } from "./impArms";
import { impName, impResult } from "./impResult";
import { impRun, type ReferenceLosses, referenceLosses } from "./impRun";
import { printImp } from "./printImp";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import type { SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings, worldSettings } from "./settings";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Table 1's settings with as many small real rows as the largest arm needs; the large set is the reference model's. */
export const impSettings: TableSettings = {
  ...worldSettings,
  rows: { ...worldSettings.rows, smallReal: Math.max(...realRowCounts), largeReal: 256 },
};

/** Section 4.1 of Kuo et al. 2025. */
export const imp: Experiment = {
  name: impName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runImp(options),
  print: printImp,
};

/**
 * Runs every arm for seeds 0, 1, ...
 *
 * @param settings other sizes, for tests; at least as many small real rows as the arms ask for
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runImp(
  options: ExperimentOptions,
  settings: TableSettings = impSettings,
): Promise<ExperimentResult> {
  if (options.data !== undefined) throw new RangeError(`imp: data is ${options.data}, expected none`);
  const scene = worldScene(settings);
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return impResult(options.scale, records);
}

function cellsOf(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  const settings = { revision, ...scene.settings, ...scene.fingerprint };
  const place = { data: scene.data, source: "synthetic", seed, settings };
  let reference: ReferenceLosses | undefined;
  return impArms.map((arm) => ({
    ...place,
    method: arm.method,
    async run(signal: AbortSignal, report: (share: number) => void) {
      const open = await desk.take(seed, signal);
      const parts = { scene, open, seed, signal, report };
      reference ??= await referenceLosses(parts);
      return impRun({ ...parts, arm, reference });
    },
  }));
}
