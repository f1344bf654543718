/** @file The experiment `u-dpo/4.1-rates`: every way to tune at several learning rates, on runs that are not reported. */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import { armCell } from "./hybridCells";
import { rateSource, ratesName, ratesResult, ratesTable, triedRates } from "./ratesResult";
import { runDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { worldPipeline } from "./worldPipeline";

/** The first seed: those that are reported are far below, and their real texts, prompts and test texts are others. */
const firstSeed = 100;

/** The choice of the learning rates of Section 4. */
export const rates: Experiment = {
  name: ratesName,
  scales: ["world"],
  seeds: 8,
  run: async (options) => ratesResult(options.scale, await runRates(options)),
  print: (result) => String(ratesTable(result)),
};

/**
 * Tunes every way at its rates for seeds 100, 101, ...; their test texts serve as validation texts.
 *
 * Source:  U-DPO, Table 1, has one rate for all; chosen how, it does not say.
 * Differs: a rate for each way to tune, so that none is compared at a rate that suits another.
 *
 * @param scene another scene, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runRates(
  { data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  scene?: PipelineScene,
): Promise<RunRecord[]> {
  if (data !== undefined) throw new RangeError(`rates: data is ${data}, expected none`);
  const open = scene ?? worldPipeline({ tell: (text) => onProgress?.({ done: 0, total: 0, text }) });
  const atRates = new Map(allRates.map((rate) => [rate, { rate, ...deskAt(open, rate, ledger) }]));
  try {
    const cells = Array.from({ length: seeds }, (_, at) =>
      [...atRates.values()].flatMap((place) => cellsAt(place, firstSeed + at)),
    ).flat();
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    for (const { desk } of atRates.values()) await desk.dispose();
    if (!scene) open.dispose();
  }
}

const allRates = [...new Set(Object.values(triedRates).flatMap(({ rates: some }) => some))].sort(
  (a, b) => a - b,
);

/** The scene at one rate for all, and a desk for its runs. */
function deskAt(scene: PipelineScene, rate: number, ledger: string | undefined) {
  const tuning = { ...scene.settings.tuning, learningRates: { likelihood: rate, preference: rate } };
  const own = { ...scene, settings: { ...scene.settings, tuning } };
  return { scene: own, desk: runDesk(own, stageFolder(ledger)) };
}

function cellsAt({ rate, scene, desk }: ReturnType<typeof deskAt> & { rate: number }, seed: number): Cell[] {
  const own = Object.values(triedRates).filter(({ rates: some }) => some.includes(rate));
  const grid = { scene, desk, arms: own.map(({ arm }) => arm) };
  return own.map(({ arm }) => ({
    ...armCell(grid, seed, arm, scene.settings.writing.volume),
    source: rateSource(rate),
  }));
}
