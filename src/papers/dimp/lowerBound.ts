/**
 * @file The experiment `dimp/D-lower-bound`: DIMP-Loss and its two lower bounds over training.
 */

import type { Params } from "../../engine/tensorTree";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import type { Measures } from "../../training/history";
import { lowerBoundName, lowerBoundResult } from "./lowerBoundResult";
import {
  arithmeticBound,
  boundOfEquation10,
  boundOfEquation24,
  dimpLossOf,
  distilledCrossEntropy,
  hoelderBound,
  type LabelLogs,
} from "./lowerBounds";
import { measureEpochs } from "./measureEpochs";
import { crossEntropyMethod, dimpMethod, type Method } from "./methods";
import { openScene } from "./openScene";
import { printLowerBound } from "./printLowerBound";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import type { SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The loss that the bounds are of, and one that knows nothing of them. */
const methods: readonly Method[] = [dimpMethod, crossEntropyMethod];

/** App. D of Kuo et al. 2025. */
export const lowerBound: Experiment = {
  name: lowerBoundName,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runLowerBound(options),
  print: printLowerBound,
};

/**
 * Trains with seeds 0, 1, ... and evaluates DIMP-Loss and its bounds before training and after each epoch.
 *
 * @param settings other sizes than the scale's own, for tests
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runLowerBound(
  options: ExperimentOptions,
  settings?: TableSettings,
): Promise<ExperimentResult> {
  const scene = await openScene("lowerBound", options, settings);
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return lowerBoundResult(options.scale, records);
}

/** One cell for each method; its metrics carry the epoch in their names. */
function cellsOf(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  return scene.syntheticSources.flatMap((source) =>
    methods.map((method) => ({
      data: scene.data,
      source,
      method: method.name,
      seed,
      settings: { revision, ...scene.settings, ...scene.fingerprint },
      async run(signal: AbortSignal, report: (share: number) => void) {
        const { of, checkers } = await desk.take(seed, signal);
        const scores = await checkers.scores(source, ["quality"], signal);
        const logQuality = scores.logQuality!;
        const { inputs, labels } = of.sources[source];
        const measure = async (params: Params) => {
          const rows = await scene.graphs.logProbs(params, inputs, { signal });
          return boundsOf({ logQuality, logModel: rows.map((row, i) => row[labels[i]]) });
        };
        const before = await measure(of.params);
        const run = { scene, of, method, source, seed, signal, report };
        const after = await measureEpochs(run, scores, scene.settings.schedule, measure);
        return Object.fromEntries([before, ...after].flatMap(namedByEpoch));
      },
    })),
  );
}

function boundsOf(logs: LabelLogs): Measures {
  return {
    loss: dimpLossOf(logs),
    arithmetic: arithmeticBound(logs),
    hoelder: hoelderBound(logs),
    equation10: boundOfEquation10(logs),
    equation24: boundOfEquation24(logs),
    distilled: distilledCrossEntropy(logs),
  };
}

function namedByEpoch(values: Measures, epoch: number): [string, number][] {
  return Object.entries(values).map(([name, value]) => [`${name} after epoch ${epoch}`, value]);
}
