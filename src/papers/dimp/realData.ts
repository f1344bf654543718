/**
 * @file The experiment `dimp/5.2-real-data`: the paper's own data sets, in a folder each.
 */
import { dirname, join } from "node:path";
import { readFolder } from "../../data/readFolder";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import type { Json } from "../../text/canonicalJson";
import * as rows from "./methods";
import { noisyRows } from "./noisyRows";
import { printRealData } from "./printRealData";
import { realDataName, realDataResult } from "./realDataResult";
import { noisySource, realRows } from "./realRows";
import { rowsScene } from "./rowsScene";
import { runMethod } from "./runMethod";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";
import { paperSettings, realSettings, type TableSettings } from "./settings";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The methods of each kind of source, in the order of the table: those that the claims ask for, and controls. */
const onSmallReal = [rows.crossEntropyMethod, rows.dimpMethod];
const onSynthetic = [
  rows.crossEntropyMethod,
  rows.focalMethod,
  rows.impMethod,
  rows.dimpMethod,
  rows.withoutDiversityChecker,
  rows.impMeanOne,
  rows.dimpMeanOne,
];
const onOthers = [rows.crossEntropyMethod, rows.impMethod, rows.dimpMethod];

/** Section 5.2 of Kuo et al. 2025, beside Section 5.1 on the same data. */
export const realData: Experiment = {
  name: realDataName,
  scales: ["small"],
  seeds: paperSettings.seeds,
  run: (options) => runRealData(options),
  print: printRealData,
};

/**
 * Runs every method on every source of one folder for seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests and for trying things
 * @throws RangeError if no folder is given, or it lacks a split; the signal's reason if it is aborted
 */
export async function runRealData(
  options: ExperimentOptions,
  settings: TableSettings = realSettings,
): Promise<ExperimentResult> {
  const { data, synthetic, scale, seeds, ledger, signal, onProgress } = options;
  if (data === undefined) throw new RangeError("realData: data is missing, expected a folder");
  const tell = (text: string) => onProgress?.({ done: 0, total: 0, text });
  tell("reading the data");
  const dataset = await readFolder(data);
  const chosen = realRows(dataset, settings, synthetic);
  const scene = withNoise(await rowsScene({ dataset, rows: chosen, settings, signal, tell }));
  const identity = { revision, ...settings, ...scene.fingerprint };
  const desk = seedDesk(
    scene,
    ledger === undefined ? undefined : join(dirname(ledger), "checkers"),
    identity,
  );
  try {
    const cells = cellsOf(scene, desk, Object.keys(chosen), { seeds, identity });
    return realDataResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}

/** The scene with noise in the source that asks for it, the same for all seeds. */
function withNoise(scene: Scene): Scene {
  return {
    ...scene,
    async ofSeed(seed, signal) {
      const of = await scene.ofSeed(seed, signal);
      const clean = of.sources[noisySource];
      if (!clean) return of;
      const { data } = noisyRows(clean, scene.classes, stream(0, "dimp/real noise"));
      return { ...of, sources: { ...of.sources, [noisySource]: data } };
    },
  };
}

/** One cell for each run, seed by seed, so that data and checkers of a seed are made once and then freed. */
function cellsOf(
  scene: Scene,
  desk: SeedDesk,
  names: readonly string[],
  { seeds, identity }: { seeds: number; identity: { [name: string]: Json } },
): Cell[] {
  const sources = names.filter((name) => name !== "test" && (name !== "large real" || scene.hasLargeReal));
  return Array.from({ length: seeds }, (_, seed) =>
    sources.flatMap((source) =>
      methodsOn(source).map((method) => ({
        data: scene.data,
        source,
        method: method.name,
        seed,
        settings: identity,
        async run(signal: AbortSignal, report: (share: number) => void) {
          const { of, checkers } = await desk.take(seed, signal);
          return runMethod({ scene, of, checkers, method, source, seed, signal, report });
        },
      })),
    ),
  ).flat();
}

function methodsOn(source: string): readonly rows.Method[] {
  if (source === "small real") return onSmallReal;
  return source.startsWith("synthetic") ? onSynthetic : onOthers;
}
