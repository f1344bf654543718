/** @file The experiment `u-dpo/3.2-the-loss`: DPO, the paper's Eq. 1 and their relatives on the same pairs. */
import { createWorld } from "../../data/world/world";
import { disposeTree } from "../../engine/tensorTree";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { pretrainKey } from "../world/pretrain";
import { worldLanguageModel } from "../world/worldLanguageModel";
import { type WorldModelSettings, worldModelSettings } from "../world/worldModelSettings";
import { lossArms } from "./lossArms";
import {
  type LossSeed,
  type LossSettings,
  lossSeed,
  measureBase,
  measureLoss,
  worldLossSettings,
} from "./lossRun";
import { printLosses } from "./printLosses";
import { baseMethod, theLossName, theLossResult } from "./theLossResult";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Section 3.2 of the U-DPO paper. */
export const theLoss: Experiment = {
  name: theLossName,
  scales: ["world"],
  seeds: 4,
  run: (options) => runTheLoss(options),
  print: printLosses,
};

/**
 * Tunes the world's language model with every loss for seeds 0, 1, ..., each with pairs of its own.
 *
 * @param settings other sizes, for tests
 * @param model another language model, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runTheLoss(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: LossSettings = worldLossSettings,
  model: WorldModelSettings = worldModelSettings,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`theLoss: data is ${data}, expected none`);
  const { decoder } = await worldLanguageModel({ settings: model, signal });
  let open: { seed: number; of: Promise<LossSeed> } | undefined;
  /** The pairs of a seed, made when its first run needs them. */
  const ofSeed = (seed: number, stop: AbortSignal) => {
    if (open?.seed !== seed) open = { seed, of: lossSeed(decoder, createWorld(), settings, seed, stop) };
    return open.of;
  };
  try {
    const place = {
      data: "world",
      settings: { revision, model: pretrainKey({ settings: model, seed: 0 }), ...settings },
    };
    const cells = Array.from({ length: seeds }, (_, seed): Cell[] => [
      {
        ...place,
        source: baseMethod,
        method: baseMethod,
        seed,
        run: async (stop) => measureBase(await ofSeed(seed, stop), stop),
      },
      ...lossArms.map((arm) => ({
        ...place,
        source: arm.family,
        method: arm.method,
        seed,
        run: async (stop: AbortSignal, report: (share: number) => void) =>
          measureLoss(await ofSeed(seed, stop), arm, stop, report),
      })),
    ]).flat();
    return theLossResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
  } finally {
    disposeTree(decoder.params);
  }
}
