/** @file The runs of Section 4.2: tunings that are looked at every few steps. */

import { disposeTree } from "../../engine/tensorTree";
import { type PreferenceWatch, type WatchedTexts, watchPreferences } from "../../evaluation/watchPreferences";
import type { Cell } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import { keepLast } from "../../training/keep";
import type { TunedPair } from "../../training/pairBatch";
import { cellSettings } from "./hybridCells";
import { runPrompts, writeTexts } from "./stages/candidates";
import { evenly, filteredPairs } from "./stages/pairSets";
import { type PipelineRun, writingPrompts } from "./stages/pipelineRun";
import type { RunDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { scoredCandidates } from "./stages/scoredCandidates";
import { tunedPairs } from "./stages/tuneWriter";
import type { WriterArm } from "./stages/writerArm";

/** The pairs that are looked at, by the names of the curves of their reward accuracy. */
export const watchedPairs = { trained: "training pairs", heldOut: "held-out pairs" } as const;

/** What else is looked at: gains in nats a text on either kind of pairs, and what the policy writes at temperature 1. */
export const watchedValues = {
  chosenGain: (pairs: string) => `${pairs}, x+ gained`,
  rejectedGain: (pairs: string) => `${pairs}, x- gained`,
  distance: "KL to the reference",
  tokens: "tokens",
  variety: "distinct-2",
} as const;

/** How many pairs of each kind and texts of a class are looked at, and how many prompts of a class are held out. */
const looked = { pairs: 96, promptsPerClass: 9, textsPerClass: 4 };

/** One watch of a run, by the name of its pairs. */
type NamedWatch = { name: string; pairs: readonly TunedPair[]; watch: PreferenceWatch };

/** The arms of a run, looked at on pairs that each is tuned on, and on the same filtered pairs of prompts that none is. */
export function rewardCells(
  scene: PipelineScene,
  desk: RunDesk,
  arms: readonly WriterArm[],
  seed: number,
): Cell[] {
  let unseen: Promise<TunedPair[]> | undefined;
  /** Made once for all arms of the run, anew after a failure. */
  const heldOut = (run: PipelineRun, signal: AbortSignal) => {
    unseen ??= heldOutPairs(run, signal).catch((error) => {
      unseen = undefined;
      throw error;
    });
    return unseen;
  };
  return arms.map((arm) => ({
    data: scene.data,
    source: "reward accuracy",
    method: arm.method,
    seed,
    settings: { ...cellSettings(scene), looked },
    async run(signal) {
      const run = await desk.take(seed);
      return rewardMetrics(run, arm, await heldOut(run, signal), signal);
    },
  }));
}

async function rewardMetrics(
  run: PipelineRun,
  arm: WriterArm,
  unseen: readonly TunedPair[],
  signal: AbortSignal,
): Promise<Record<string, number>> {
  if (!arm.tune || !arm.pairs)
    throw new RangeError(`rewardCells: arm is ${arm.method}, expected one tuned on pairs`);
  const { decoder, policy } = await run.generator(signal);
  const own = await ownPairs(run, arm.pairs, signal);
  const texts = await watchedTexts(run, signal);
  const options = { decoder, policy, batchSize: 32, signal };
  const watches: NamedWatch[] = [
    { name: watchedPairs.trained, pairs: own, watch: watchPreferences({ ...options, pairs: own }) },
    {
      name: watchedPairs.heldOut,
      pairs: unseen,
      watch: watchPreferences({ ...options, pairs: unseen, texts }),
    },
  ];
  try {
    const look = (trainable: typeof policy.trainable) => lookWith(watches, trainable);
    const before = { step: 0, values: await look(policy.trainable) };
    const measure = { every: run.scene.settings.tuning.measureEvery, keep: keepLast, run: look };
    const { params, history } = await arm.tune(run, { measure, signal });
    disposeTree(params);
    const points = [before, ...history.measures].flatMap(({ step, values }) =>
      Object.entries(values).map(([curve, value]) => [`${curve}, step ${step}`, value]),
    );
    return Object.fromEntries(points);
  } finally {
    for (const { watch } of watches) watch.dispose();
  }
}

/** All curves' values now. */
async function lookWith(
  watches: readonly NamedWatch[],
  trainable: Parameters<PreferenceWatch["measure"]>[0],
): Promise<Measures> {
  const values: Record<string, number> = {};
  for (const { name, pairs, watch } of watches) {
    const seen = await watch.measure(trainable);
    const before = (side: "chosen" | "rejected") => mean(pairs.map(({ reference }) => reference[side]));
    values[name] = seen.rewardAccuracy;
    values[watchedValues.chosenGain(name)] = seen.chosenLogProb - before("chosen");
    values[watchedValues.rejectedGain(name)] = seen.rejectedLogProb - before("rejected");
    if (seen.klToReference === undefined) continue;
    values[watchedValues.distance] = seen.klToReference;
    values[watchedValues.tokens] = seen.tokens;
    values[watchedValues.variety] = seen.distinct2;
  }
  return values;
}

/** What the policy is asked to write at each look: the first prompts that all arms write for. */
async function watchedTexts(run: PipelineRun, signal: AbortSignal): Promise<WatchedTexts> {
  const { promptTokens, recordings } = await run.generator(signal);
  const { maxTokens, stopTexts, batchSize } = run.scene.settings.candidates;
  const [chance] = stream(run.seed, "u-dpo/watched texts").seedPair();
  return {
    prompts: writingPrompts(run, looked.textsPerClass).map(promptTokens),
    maxTokens,
    stopTexts,
    batchSize,
    recordings,
    seed: Math.abs(chance),
  };
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
