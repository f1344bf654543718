/**
 * @file The experiment `dimp/5.1-table-1`: weighted losses on synthetic, small real and large real text.
 */
import { dirname, join } from "node:path";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { Json } from "../../text/canonicalJson";
import { folderScene } from "./folderScene";
import * as rows from "./methods";
import { printTable1 } from "./printTable1";
import { runMethod, scoresOf } from "./runMethod";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";
import { paperSettings, smallSettings, type TableSettings, worldSettings } from "./settings";
import { table1Name, table1Result } from "./table1Result";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The methods of each kind of source, in the order of the table. */
const onSmallReal = [rows.crossEntropyMethod, rows.focalMethod, rows.dimpMethod];
const onSynthetic = [
  rows.crossEntropyMethod,
  rows.focalMethod,
  rows.focalAsPublished,
  rows.impMethod,
  rows.dimpMethod,
  rows.withoutDiversityChecker,
  rows.impMeanOne,
  rows.dimpMeanOne,
];
const onLargeReal = [rows.crossEntropyMethod, rows.focalMethod, rows.impMethod, rows.dimpMethod];

/** Table 1 of Kuo et al. 2025. */
export const table1: Experiment = {
  name: table1Name,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runTable1(options),
  print: printTable1,
};

/**
 * Runs every method on every source for seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests and for trying things
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runTable1(
  options: ExperimentOptions,
  settings?: TableSettings,
): Promise<ExperimentResult> {
  const scene = await openScene(options, settings);
  const desk = seedDesk(scene, cacheFolder(options.ledger), identity(scene));
  try {
    const cells = cellsOf(scene, desk, options.seeds);
    const { ledger, onProgress, signal } = options;
    const records = await runGrid({ cells, ledger, onProgress, signal });
    return table1Result(options.scale, records);
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}

async function openScene(options: ExperimentOptions, settings?: TableSettings): Promise<Scene> {
  const { scale, data, synthetic, signal, onProgress } = options;
  if (scale === "world") {
    if (data !== undefined) throw new RangeError(`table1: data is ${data}, expected none at scale world`);
    return worldScene(settings ?? worldSettings);
  }
  if (data === undefined)
    throw new RangeError(`table1: data is missing, expected a folder at scale ${scale}`);
  const tell = (text: string) => onProgress?.({ done: 0, total: 0, text });
  return folderScene({ folder: data, synthetic, settings: settings ?? smallSettings, signal, tell });
}

/** One cell for each run, seed by seed, so that data and checkers of a seed are made once and then freed. */
function cellsOf(scene: Scene, desk: SeedDesk, seeds: number): Cell[] {
  const sources: [string, readonly rows.Method[]][] = [
    ["small real", onSmallReal],
    ...scene.syntheticSources.map((name): [string, readonly rows.Method[]] => [
      name,
      scene.isExact ? [...onSynthetic, rows.impExact] : onSynthetic,
    ]),
    ["large real", onLargeReal],
  ];
  return Array.from({ length: seeds }, (_, seed) => [
    ...(scene.isExact ? [bayesCell(scene, desk, seed)] : []),
    ...sources.flatMap(([source, methods]) =>
      methods.map((method) => methodCell(scene, desk, { source, method, seed })),
    ),
  ]).flat();
}

function methodCell(
  scene: Scene,
  desk: SeedDesk,
  { source, method, seed }: { source: string; method: rows.Method; seed: number },
): Cell {
  return {
    data: scene.data,
    source,
    method: method.name,
    seed,
    settings: identity(scene),
    async run(signal, report) {
      const { of, checkers } = await desk.take(seed, signal);
      return runMethod({ scene, of, checkers, method, source, seed, signal, report });
    },
  };
}

/** The best that any classifier can do, and how many labels of the synthetic set are wrong. */
function bayesCell(scene: Scene, desk: SeedDesk, seed: number): Cell {
  return {
    data: scene.data,
    source: "exact",
    method: "Bayes",
    seed,
    settings: identity(scene),
    async run(signal) {
      const { test, exact } = (await desk.take(seed, signal)).of;
      if (!exact) throw new RangeError("bayesCell: P is unknown, expected an exact world");
      const wrongLabels = exact.wrongLabel.filter((wrong) => wrong).length / exact.wrongLabel.length;
      return { ...scoresOf(exact.bayesPredictions, test.labels, scene.classes), wrongLabels };
    },
  };
}

/** Everything that decides the numbers of a run beside its place. */
function identity({ settings, fingerprint }: Scene): { [name: string]: Json } {
  return { revision, ...settings, ...fingerprint };
}

/** Beside the ledger; without a ledger nothing is kept. */
function cacheFolder(ledger: string | undefined): string | undefined {
  return ledger === undefined ? undefined : join(dirname(ledger), "checkers");
}
