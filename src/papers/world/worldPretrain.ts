/**
 * @file The experiment `world/pretrain`: the world's language model, held to the limits that the world sets.
 */
import { createWorld } from "../../data/world/world";
import { disposeTree } from "../../engine/tensorTree";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, type GridProgress, runGrid } from "../../experiments/runGrid";
import { type PromptMethodName, promptMethods } from "../../text/prompts/promptMethods";
import { type MeasureSizes, measureWriter } from "./measureWriter";
import { pageLaw } from "./pageLaw";
import { type PretrainProgress, pretrainKey } from "./pretrain";
import { printWorldPretrain } from "./printWorldPretrain";
import { worldLanguageModel } from "./worldLanguageModel";
import { type WorldModelSettings, worldModelSettings } from "./worldModelSettings";
import { worldPretrainName, worldPretrainResult } from "./worldPretrainResult";
import { modelWriter, worldWriter } from "./writers";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

const usualSizes: MeasureSizes = { perClass: 12, pages: 60 };

/** The model is trained once, with seed 0; seeds are of prompts, of samples and of held-out pages. */
export const worldPretrain: Experiment = {
  name: worldPretrainName,
  scales: ["world"],
  seeds: 5,
  run: (options) => runWorldPretrain(options),
  print: printWorldPretrain,
};

/**
 * Trains the model if it is not there, then lets it and the world itself write and be surprised, for seeds 0, 1, ...
 *
 * @param settings other models, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runWorldPretrain(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: WorldModelSettings = worldModelSettings,
  sizes: MeasureSizes = usualSizes,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`worldPretrain: data is ${data}, expected none`);
  const { decoder, pretraining } = await worldLanguageModel({
    settings,
    signal,
    onProgress: onProgress && tenths(onProgress),
  });
  try {
    const world = createWorld();
    const law = pageLaw(world.grammar, settings.reading);
    const writers = [modelWriter(decoder), worldWriter(law)];
    const identity = { revision, model: pretrainKey({ settings, seed: 0 }), ...sizes };
    const place = { world, law, tokenizer: decoder.tokenizer, sizes };
    const cells = Array.from({ length: seeds }, (_, seed) =>
      Object.keys(promptMethods).flatMap((form) =>
        writers.map(
          (writer): Cell => ({
            data: "world",
            source: form,
            method: writer.name,
            seed,
            settings: identity,
            run: (stop) => measureWriter(place, form as PromptMethodName, writer, seed, stop),
          }),
        ),
      ),
    ).flat();
    const records = await runGrid({ cells, ledger, onProgress, signal });
    return worldPretrainResult(scale, records, pretraining);
  } finally {
    disposeTree(decoder.params);
  }
}

/** Training as lines, one for each tenth of it. */
function tenths(onProgress: (progress: GridProgress) => void): (progress: PretrainProgress) => void {
  const started = performance.now();
  let told = -1;
  return ({ step, steps, loss }) => {
    const tenth = Math.floor((10 * step) / steps);
    if (tenth === told) return;
    told = tenth;
    const seconds = Math.round((performance.now() - started) / 1000);
    const nats = loss === undefined ? "" : `, ${loss.toFixed(3)} nats a token`;
    onProgress({ done: 0, total: 0, text: `training: step ${step} of ${steps}${nats}, ${seconds} s` });
  };
}
