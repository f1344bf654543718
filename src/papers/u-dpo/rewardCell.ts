/** @file One run of Section 4.2: a tuning that is looked at every few steps. */

import { disposeTree } from "../../engine/tensorTree";
import { watchPreferences } from "../../evaluation/watchPreferences";
import type { Cell } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import { keepLast } from "../../training/keep";
import type { TunedPair } from "../../training/pairBatch";
import { cellSettings } from "./hybridCells";
import { runPrompts, writeTexts } from "./stages/candidates";
import { evenly, filteredPairs } from "./stages/pairSets";
import type { PipelineRun } from "./stages/pipelineRun";
import type { RunDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { scoredCandidates } from "./stages/scoredCandidates";
import { tunedPairs } from "./stages/tuneWriter";
import type { WriterArm } from "./stages/writerArm";

/** The pairs that are looked at, by the names of their curves. */
export const watchedPairs = { trained: "training pairs", heldOut: "held-out pairs" } as const;

/** How many pairs of each kind are looked at, and how many prompts of a class the held-out ones come from. */
const looked = { pairs: 96, promptsPerClass: 9 };

/** The reward accuracy of an arm on pairs that it is tuned on, and on filtered pairs of prompts that no arm has seen. */
export function rewardCell(scene: PipelineScene, desk: RunDesk, arm: WriterArm, seed: number): Cell {
  return {
    data: scene.data,
    source: "reward accuracy",
    method: arm.method,
    seed,
    settings: { ...cellSettings(scene), looked },
    run: async (signal) => rewardMetrics(await desk.take(seed), arm, signal),
  };
}

async function rewardMetrics(
  run: PipelineRun,
  arm: WriterArm,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  if (!arm.tune || !arm.pairs)
    throw new RangeError(`rewardCell: arm is ${arm.method}, expected one tuned on pairs`);
  const { decoder, policy } = await run.generator(signal);
  const own = await ownPairs(run, arm.pairs, signal);
  const unseen = await heldOutPairs(run, signal);
  const watches = Object.entries({ [watchedPairs.trained]: own, [watchedPairs.heldOut]: unseen }).map(
    ([name, pairs]) => ({ name, watch: watchPreferences({ decoder, policy, pairs, batchSize: 32, signal }) }),
  );
  // Before the first step every pair is a tie, which counts as no gain.
  const metrics: Record<string, number> = {};
  for (const { name } of watches) metrics[`${name}, step 0`] = 0;
  try {
    const measure = {
      every: run.scene.settings.tuning.measureEvery,
      keep: keepLast,
      async run(trainable: typeof policy.trainable) {
        const measured: Record<string, number> = {};
        for (const { name, watch } of watches) {
          measured[name] = (await watch.measure(trainable)).rewardAccuracy;
        }
        return measured;
      },
    };
    const { params, history } = await arm.tune(run, { measure, signal });
    disposeTree(params);
    for (const { step, values } of history.measures) {
      for (const [name, value] of Object.entries(values)) metrics[`${name}, step ${step}`] = value;
    }
    return metrics;
  } finally {
    for (const { watch } of watches) watch.dispose();
  }
}

/** Some of the pairs that the arm is tuned on. */
async function ownPairs(
  run: PipelineRun,
  pairs: NonNullable<WriterArm["pairs"]>,
  signal: AbortSignal,
): Promise<TunedPair[]> {
  const all = (await pairs(run, signal)).pairs;
  const some = stream(run.seed, "u-dpo/watched pairs").shuffle(all).slice(0, looked.pairs);
  return tunedPairs(evenly(some), {
    settings: run.scene.settings.tuning,
    generator: await run.generator(signal),
    prompts: run.prompts,
    signal,
  });
}

/** Filtered pairs of prompts that no arm is tuned on: the same for all. */
async function heldOutPairs(run: PipelineRun, signal: AbortSignal): Promise<TunedPair[]> {
  const { scene, seed, texts } = run;
  const random = stream(seed, "u-dpo/held-out pairs");
  const prompts = runPrompts(texts.real, scene.labels, looked.promptsPerClass, random);
  const generator = await run.generator(signal);
  const written = await writeTexts(generator.decoder, prompts, {
    promptTokens: generator.promptTokens,
    recordings: generator.recordings,
    settings: scene.settings.candidates,
    samples: scene.settings.candidates.samples,
    seed: Math.abs(random.child("chance").seedPair()[0]),
    signal,
  });
  const classifier = await run.classifier(signal);
  const scored = await scoredCandidates(scene, classifier, written, { real: texts.real, seed, signal });
  const pairs = filteredPairs(scored, prompts, scene.settings.pairs).slice(0, looked.pairs);
  return tunedPairs(evenly(pairs), { settings: scene.settings.tuning, generator, prompts, signal });
}
