/** @file The runs of Section 4.5 as cells of a grid: real texts alone, each arm's texts alone and beside the real ones. */

import type { Example } from "../../data/dataset";
import { testScores } from "../../evaluation/testScores";
import type { Cell } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import type { Json } from "../../text/canonicalJson";
import { type HybridArm, textsToWrite, utilityDpoArm } from "./hybridArms";
import { pairFacts } from "./pairFacts";
import { promptedAccuracy } from "./promptedAccuracy";
import type { MarkedText, PipelineRun, RunProgress } from "./stages/pipelineRun";
import type { RunDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { textFacts } from "./stages/textFacts";
import { trainedOn } from "./stages/trainedOn";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** What the grid runs on. */
export interface HybridGrid {
  scene: PipelineScene;
  desk: RunDesk;
  arms: readonly HybridArm[];
}

/** The source of arms' cells: how many synthetic texts of each class there are. */
export const perClass = (volume: number) => `${volume} per class`;

/** The source of classifiers that have real texts alone. */
export const realOnly = "real texts";

/** The source of the generator's own answers. */
export const prompted = "prompted";

/** The source of classifiers that answer for the very texts that the generator was asked about. */
export const promptedTexts = "texts of the prompts";

/** All cells of a run, those of the usual volume first. */
export function hybridCells(grid: HybridGrid, seed: number): Cell[] {
  const { volume, volumes, volumeSeeds, controlSeeds } = grid.scene.settings.writing;
  const others = seed < volumeSeeds ? volumes.filter((one) => one !== volume) : [];
  const swept = grid.arms.filter((arm) => arm.swept);
  return [
    realCell(grid, seed, "real only", (run) => run.texts.real),
    realCell(grid, seed, "ten times as many", (run) => run.texts.manyReal),
    marginCell(grid, seed),
    pairsCell(grid, seed),
    ...grid.arms
      .filter(({ isControl }) => !isControl || seed < controlSeeds)
      .map((arm) => armCell(grid, seed, arm, volume)),
    ...others.flatMap((other) => swept.map((arm) => armCell(grid, seed, arm, other))),
    ...promptCells(grid, seed),
    ...sameTextCells(grid, seed),
  ];
}

type RunCell = (
  run: PipelineRun,
  signal: AbortSignal,
  report: (share: number) => void,
) => Promise<Record<string, number>>;

function cell(
  { scene, desk }: HybridGrid,
  place: Pick<Cell, "source" | "method" | "seed">,
  run: RunCell,
): Cell {
  return {
    data: scene.data,
    ...place,
    settings: cellSettings(scene),
    run: async (signal, report) => run(await desk.take(place.seed), signal, report),
  };
}

/** Everything that decides the numbers beside a cell's place. */
export function cellSettings({ settings, fingerprint }: PipelineScene): { [name: string]: Json } {
  const { texts, candidates, margins, pairs, tuning } = settings;
  const used: Json = JSON.parse(JSON.stringify({ texts, candidates, margins, pairs, tuning }));
  return { revision, settings: used, scene: fingerprint };
}

/** The same order and chance for all training sets of a run. */
const training = (seed: number) => stream(seed, "u-dpo/downstream");

function realCell(
  grid: HybridGrid,
  seed: number,
  method: string,
  texts: (run: PipelineRun) => PipelineRun["texts"]["real"],
): Cell {
  return cell(grid, { source: realOnly, method, seed }, async (run, signal) => {
    const scores = await trainedOn(grid.scene, texts(run), run.texts.test, training(seed), signal);
    return { hybrid: scores.accuracy, hybridMacroF1: scores.macroF1 };
  });
}

/** The margin classifier itself: a synthetic set that does not beat it has only passed on what f knew. */
function marginCell(grid: HybridGrid, seed: number): Cell {
  return cell(grid, { source: realOnly, method: "margin classifier f", seed }, async (run, signal) => {
    const { test } = run.texts;
    const classifier = await run.classifier(signal);
    const rows = await classifier.probabilities(
      test.map(({ text }) => text),
      signal,
    );
    const scores = testScores(rows, test, grid.scene.labels);
    return { hybrid: scores.accuracy, hybridMacroF1: scores.macroF1 };
  });
}

function pairsCell(grid: HybridGrid, seed: number): Cell {
  return cell(grid, { source: "preference pairs", method: "filtered and unfiltered", seed }, pairFacts);
}

/** Classifiers trained on an arm's texts, alone and beside real ones. */
export function armCell(grid: HybridGrid, seed: number, arm: HybridArm, volume: number): Cell {
  const { scene } = grid;
  return cell(grid, { source: perClass(volume), method: arm.method, seed }, async (run, signal, report) => {
    const synthetic = await keptOf(grid, run, arm, volume, { signal, report });
    const { real, test } = run.texts;
    const alone = await trainedOn(scene, synthetic, test, training(seed), signal);
    const beside = await trainedOn(scene, [...real, ...synthetic], test, training(seed), signal);
    return {
      hybrid: beside.accuracy,
      hybridMacroF1: beside.macroF1,
      synthetic: alone.accuracy,
      syntheticMacroF1: alone.macroF1,
      ...textFacts(scene, synthetic, seed),
    };
  });
}

/** The texts of an arm that train a classifier. */
async function keptOf(
  { scene, arms }: HybridGrid,
  run: PipelineRun,
  arm: HybridArm,
  volume: number,
  progress: RunProgress,
): Promise<MarkedText[]> {
  const count = textsToWrite(arm.writer, arms, scene.settings.writing, run.seed);
  return arm.keep(await run.written(arm.writer, count, progress), volume);
}

/** The generator's own answers, for as many demonstrations as the paper has. */
function promptCells(grid: HybridGrid, seed: number): Cell[] {
  const { demonstrations, test, seeds } = grid.scene.settings.prompting;
  if (seed >= seeds) return [];
  return demonstrations.map((count) => ({
    ...cell(grid, { source: prompted, method: `${count} demonstrations`, seed }, (run, signal) =>
      promptedAccuracy(run, count, signal),
    ),
    settings: { ...cellSettings(grid.scene), test },
  }));
}

/** What classifiers answer for the texts that the generator is prompted about: the only fair comparison with it. */
function sameTextCells(grid: HybridGrid, seed: number): Cell[] {
  const { prompting, writing } = grid.scene.settings;
  if (seed >= prompting.seeds) return [];
  const { volume } = writing;
  const sets: Record<string, (run: PipelineRun, progress: RunProgress) => Promise<readonly Example[]>> = {
    "real only": async ({ texts }) => texts.real,
    "ten times as many": async ({ texts }) => texts.manyReal,
    [utilityDpoArm.method]: async (run, progress) => [
      ...run.texts.real,
      ...(await keptOf(grid, run, utilityDpoArm, volume, progress)),
    ],
  };
  return Object.entries(sets).map(([method, textsOf]) => ({
    ...cell(grid, { source: promptedTexts, method, seed }, async (run, signal, report) => {
      const asked = run.texts.test.slice(0, prompting.test);
      const own = await textsOf(run, { signal, report });
      return { ...(await trainedOn(grid.scene, own, asked, training(seed), signal)) };
    }),
    settings: { ...cellSettings(grid.scene), test: prompting.test, volume },
  }));
}
