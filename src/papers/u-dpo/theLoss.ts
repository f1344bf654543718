/** @file The experiment `u-dpo/3.2-the-loss`: DPO, the paper's Eq. 1 and their relatives on the same pairs. */
import { disposeTree } from "../../engine/tensorTree";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { Decoder } from "../../models/decoder";
import { drawnWorld } from "../world/drawnWorld";
import { pretrainKey } from "../world/pretrain";
import { worldLanguageModel } from "../world/worldLanguageModel";
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
import { usualModels, type WorldModel } from "./worldPipelineSettings";

/** To be raised when a change of code changes the numbers. */
const revision = 2;

/** Section 3.2 of the U-DPO paper. */
export const theLoss: Experiment = {
  name: theLossName,
  scales: ["world"],
  seeds: 8,
  run: (options) => runTheLoss(options),
  print: printLosses,
};

/**
 * Tunes a language model with every loss for seeds 0, 1, ..., each with pairs of its own, in several worlds in turn.
 *
 * @param settings other sizes, for tests
 * @param models other language models, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runTheLoss(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: LossSettings = worldLossSettings,
  models: readonly WorldModel[] = usualModels,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`theLoss: data is ${data}, expected none`);
  const decoders = new Map<WorldModel, Decoder>();
  const openSeed = async (seed: number, stop: AbortSignal) => {
    const model = models[seed % models.length];
    const decoder = decoders.get(model) ?? (await worldLanguageModel({ ...model, signal: stop })).decoder;
    decoders.set(model, decoder);
    return lossSeed(decoder, drawnWorld(model.world), settings, seed, stop);
  };
  let open: { seed: number; of: Promise<LossSeed> } | undefined;
  /** The pairs of a seed, made when its first run needs them. */
  const ofSeed = (seed: number, stop: AbortSignal) => {
    if (open?.seed !== seed) open = { seed, of: openSeed(seed, stop) };
    return open.of;
  };
  try {
    const place = {
      data: "world",
      settings: { revision, models: models.map(pretrainKey), ...settings },
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
    for (const { params } of decoders.values()) disposeTree(params);
  }
}
