/**
 * @file The experiment `dimp/5.1-table-1`: weighted losses on synthetic, small real and large real text.
 */
import { dirname, join } from "node:path";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { Json } from "../../text/canonicalJson";
import { type FewShotReader, readerMissing, readerOf } from "./fewShotReader";
import { type GeneratorRows, generatorCells } from "./generatorCells";
import * as rows from "./methods";
import { openScene } from "./openScene";
import { printTable1 } from "./printTable1";
import { runMethod, scoresOf } from "./runMethod";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";
import { table1Name, table1Result } from "./table1Result";

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
  rows.learnedWeights,
];
const onExactWorld = [rows.impExact, rows.learnedWeightsPositive];
const onLargeReal = [
  rows.crossEntropyMethod,
  rows.focalMethod,
  rows.impMethod,
  rows.dimpMethod,
  rows.learnedWeights,
];

const largeRealRows: [string, readonly rows.Method[]] = ["large real", onLargeReal];

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
 * @param readers which language model answers for the generator; none: its row is left out
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runTable1(
  options: ExperimentOptions,
  settings?: TableSettings,
  readers: (scene: Scene) => FewShotReader | undefined = readerOf,
): Promise<ExperimentResult> {
  const scene = await openScene("table1", options, settings);
  const desk = seedDesk(scene, cacheFolder(options.ledger), identity(scene));
  try {
    const { ledger, onProgress, signal, seeds } = options;
    const reader = readers(scene);
    if (!reader) onProgress?.({ done: 0, total: 0, text: readerMissing });
    const cells = cellsOf({ scene, desk, settings: identity(scene), reader }, seeds);
    const records = await runGrid({ cells, ledger, onProgress, signal });
    return table1Result(options.scale, records);
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}

/** One cell for each run, seed by seed, so that data and checkers of a seed are made once and then freed. */
function cellsOf(generator: GeneratorRows, seeds: number): Cell[] {
  const { scene, desk } = generator;
  const sources: [string, readonly rows.Method[]][] = [
    ["small real", onSmallReal],
    ...scene.syntheticSources.map((name): [string, readonly rows.Method[]] => [
      name,
      scene.isExact ? [...onSynthetic, ...onExactWorld] : onSynthetic,
    ]),
    ...(scene.hasLargeReal ? [largeRealRows] : []),
  ];
  return Array.from({ length: seeds }, (_, seed) => [
    ...(scene.isExact ? [bayesCell(scene, desk, seed)] : []),
    ...generatorCells(generator, seed),
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
