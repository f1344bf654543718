/**
 * @file The experiment `dimp/G-noise`: real texts with swapped labels and copies, Table 4 and Figures 4 to 7.
 */

import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import { dimpWeights } from "../../weighting/dimpWeights";
import { impWeights } from "../../weighting/impWeights";
import { expectLargeReal } from "./expectLargeReal";
import { measureEpochs } from "./measureEpochs";
import { crossEntropyMethod, dimpMethod, focalMethod, impMethod, type Method } from "./methods";
import {
  dimpPartsMethod,
  impPartsMethod,
  noiseName,
  noiseResult,
  noisySource,
  partMetric,
} from "./noiseResult";
import { meanOfParts, type NoisyPart, noisyParts, noisyRows } from "./noisyRows";
import { openScene } from "./openScene";
import { printNoise } from "./printNoise";
import { runMethod } from "./runMethod";
import { runSeeds } from "./runSeeds";
import type { Scene, SeedScene } from "./scene";
import type { SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Figures 6 and 7; App. F. */
const epochs = 5;

/** The rows of Table 4 on noisy text. */
const onNoisy: readonly Method[] = [crossEntropyMethod, focalMethod, impMethod, dimpMethod];

/** App. G of Kuo et al. 2025. */
export const noise: Experiment = {
  name: noiseName,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runNoise(options),
  print: printNoise,
};

/**
 * Trains on the noisy set, and looks at scores and weights by part, for seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runNoise(
  options: ExperimentOptions,
  settings?: TableSettings,
): Promise<ExperimentResult> {
  const scene = withNoisySource(expectLargeReal("noise", await openScene("noise", options, settings)));
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return noiseResult(options.scale, records);
}

/** The scene with the noisy set of its large real one in the place of all synthetic ones. */
function withNoisySource(scene: Scene): NoisyScene {
  const known = new Map<number, NoisyPart[]>();
  return {
    ...scene,
    syntheticSources: [],
    partsOf: (seed) => known.get(seed)!,
    async ofSeed(seed, signal) {
      const of = await scene.ofSeed(seed, signal);
      const random = stream(seed, "dimp/noise");
      const { data, parts } = noisyRows(of.sources["large real"], scene.classes, random);
      known.set(seed, parts);
      return { ...of, sources: { "small real": of.sources["small real"], [noisySource]: data } };
    },
  };
}

/** A scene that remembers what was done to which text. */
interface NoisyScene extends Scene {
  /** Of a seed that was opened. */
  partsOf(seed: number): NoisyPart[];
}

interface NoiseRun {
  scene: NoisyScene;
  of: SeedScene;
  checkers: Awaited<ReturnType<SeedDesk["take"]>>["checkers"];
  seed: number;
  signal: AbortSignal;
  report: (share: number) => void;
}

function cellsOf(scene: NoisyScene, desk: SeedDesk, seed: number): Cell[] {
  const cell = (
    source: string,
    method: string,
    run: (place: NoiseRun) => Promise<Record<string, number>>,
  ) => ({
    data: scene.data,
    source,
    method,
    seed,
    settings: { revision, ...scene.settings, ...scene.fingerprint },
    async run(signal: AbortSignal, report: (share: number) => void) {
      return run({ scene, ...(await desk.take(seed, signal)), seed, signal, report });
    },
  });
  const trained = (source: string, method: Method) =>
    cell(source, method.name, (run) => runMethod({ ...run, method, source }));
  return [
    trained("small real", crossEntropyMethod),
    ...onNoisy.map((method) => trained(noisySource, method)),
    cell(noisySource, impPartsMethod, impParts),
    cell(noisySource, dimpPartsMethod, dimpParts),
  ];
}

/** Figures 4 and 5: scores of both checkers and IMP's weights by part. */
async function impParts({ scene, checkers, seed, signal }: NoiseRun): Promise<Record<string, number>> {
  const { logQuality, logDiversity } = await checkers.scores(noisySource, impMethod.needs, signal);
  const parts = scene.partsOf(seed);
  return {
    ...byPart("P'", probabilities(logQuality!), parts),
    ...byPart("Q", probabilities(logDiversity!), parts),
    ...byPart("weight", impWeights(logQuality!, logDiversity!), parts),
  };
}

/** Figures 6 and 7: the trained model's own belief and DIMP's weights by part, epoch by epoch. */
async function dimpParts(run: NoiseRun): Promise<Record<string, number>> {
  const { scene, of, checkers, seed, signal } = run;
  const { logQuality } = await checkers.scores(noisySource, dimpMethod.needs, signal);
  const parts = scene.partsOf(seed);
  const { inputs, labels } = of.sources[noisySource];
  const schedule = { ...scene.settings.schedule, epochs };
  const train = { ...run, method: dimpMethod, source: noisySource };
  const curve = await measureEpochs(train, { logQuality }, schedule, async (params) => {
    const rows = await scene.graphs.logProbs(params, inputs, { signal });
    const logModel = rows.map((row, i) => row[labels[i]]);
    return {
      ...byPart("p", probabilities(logModel), parts),
      ...byPart("weight", dimpWeights(logQuality!, logModel), parts),
    };
  });
  return Object.fromEntries(
    curve.flatMap((values, i) =>
      Object.entries(values).map(([name, value]) => [`${name}, epoch ${i + 1}`, value]),
    ),
  );
}

function byPart(
  what: string,
  values: ArrayLike<number>,
  parts: readonly NoisyPart[],
): Record<string, number> {
  const means = meanOfParts(values, parts);
  return Object.fromEntries(noisyParts.map((part) => [partMetric(what, part), means[part]]));
}

function probabilities(logProbs: ArrayLike<number>): number[] {
  return Array.from(logProbs, Math.exp);
}
