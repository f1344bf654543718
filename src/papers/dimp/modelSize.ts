/**
 * @file The experiment `dimp/5.1-model-size`: a larger classifier, weighted by smaller checkers, Table 2.
 */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { crossEntropyMethod, dimpMethod, impMethod, type Method } from "./methods";
import { baseModel, largeModel, modelSizeName, modelSizeResult, withLargeDiversity } from "./modelSizeResult";
import { printModelSize } from "./printModelSize";
import { runMethod } from "./runMethod";
import type { Scene } from "./scene";
import type { SeedCheckers } from "./seedCheckers";
import { type SeedDesk, seedDesk } from "./seedDesk";
import {
  largeWorldEncoder,
  largeWorldRate,
  paperSettings,
  type TableSettings,
  worldSettings,
} from "./settings";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Table 2 of Kuo et al. 2025. */
export const modelSize: Experiment = {
  name: modelSizeName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runModelSize(options),
  print: printModelSize,
};

/** Both sizes on the same texts. */
interface Sizes {
  base: { scene: Scene; desk: SeedDesk };
  large: { scene: Scene; desk: SeedDesk };
}

/**
 * Trains the larger classifier with checkers of both sizes for seeds 0, 1, ...
 *
 * @param settings other sizes of the sets, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runModelSize(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: TableSettings = worldSettings,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`modelSize: data is ${data}, expected none`);
  const opened = (scene: Scene) => ({ scene, desk: seedDesk(scene, undefined, scene.settings) });
  const schedule = { ...settings.schedule, learningRate: largeWorldRate };
  const sizes: Sizes = {
    base: opened(worldScene(settings)),
    large: opened(worldScene({ ...settings, schedule }, largeWorldEncoder)),
  };
  try {
    const cells = Array.from({ length: seeds }, (_, seed) => cellsOf(sizes, seed)).flat();
    return modelSizeResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
  } finally {
    for (const { scene, desk } of Object.values(sizes)) {
      await desk.dispose();
      scene.dispose();
    }
  }
}

/** The rows of Table 2. */
function cellsOf(sizes: Sizes, seed: number): Cell[] {
  const { base, large } = sizes;
  const cell = (size: keyof Sizes, source: string, method: Method, largeDiversity = false): Cell => ({
    data: `${base.scene.data}, ${size === "base" ? baseModel : largeModel}`,
    source,
    method: largeDiversity ? withLargeDiversity : method.name,
    seed,
    settings: {
      revision,
      ...sizes[size].scene.settings,
      ...sizes[size].scene.fingerprint,
      checkers: base.scene.fingerprint.encoder,
    },
    async run(signal, report) {
      const { scene, desk } = sizes[size];
      const { of, checkers: own } = await desk.take(seed, signal);
      const { checkers } = await base.desk.take(seed, signal);
      const mixed = largeDiversity ? withDiversityOf(own, checkers) : checkers;
      return runMethod({ scene, of, checkers: mixed, method, source, seed, signal, report });
    },
  });
  return [
    cell("base", "small real", crossEntropyMethod),
    cell("base", "synthetic", crossEntropyMethod),
    cell("base", "synthetic", dimpMethod),
    cell("large", "synthetic", crossEntropyMethod),
    cell("large", "synthetic", impMethod),
    cell("large", "synthetic", impMethod, true),
    cell("large", "synthetic", dimpMethod),
  ].map((each) => ({ ...each, settings: { ...each.settings, large: large.scene.fingerprint.encoder } }));
}

/** P' of one size and Q of the other. */
function withDiversityOf(diversity: SeedCheckers, quality: SeedCheckers): SeedCheckers {
  return {
    ...quality,
    async scores(source, _, signal) {
      const first = await quality.scores(source, ["quality"], signal);
      const second = await diversity.scores(source, ["diversity"], signal);
      return { ...second, logQuality: first.logQuality, seconds: first.seconds + second.seconds };
    },
  };
}
