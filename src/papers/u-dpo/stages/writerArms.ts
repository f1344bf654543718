/** @file The generators that Section 4 compares, and those that keep the comparison fair. */
import { stream } from "../../../random/stream";
import type { TextPair } from "../../../training/scorePairs";
import {
  byShuffledUtility,
  byUtility,
  evenly,
  filteredPairs,
  meanWeight,
  unfilteredPairs,
  type WeighedPairs,
} from "./pairSets";
import type { PipelineRun } from "./pipelineRun";
import { preferenceRate } from "./preferenceRate";
import type { ScoredCandidate } from "./scoredCandidates";
import { tuneOnPairs, tuneOnPreferred } from "./tuneWriter";
import type { TuneHooks, WriterArm } from "./writerArm";

/** The generator before any tuning. */
export const base: WriterArm = { method: "base" };

/** Likelihood of the preferred texts alone. */
export const likelihood: WriterArm = {
  method: "likelihood on x+",
  async tune(run, hooks) {
    const pairs = evenly(filteredOf(run, await run.candidates(hooks.signal)));
    return tuneOnPreferred(
      pairs,
      await optionsOf(run, hooks, run.scene.settings.tuning.learningRates.likelihood),
    );
  },
};

/** Standard DPO in one reading of the paper: pairs as they come. */
export const unfilteredDpo = preferenceArm("DPO, unfiltered pairs", async (run, signal) => ({
  weighed: evenly(unfilteredOf(run, await run.candidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "unfilteredDpo"),
}));

/** Weights without the filter. */
export const unfilteredUtilityDpo = preferenceArm("U-DPO, unfiltered pairs", async (run, signal) => ({
  weighed: byUtility(unfilteredOf(run, await run.candidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "unfilteredUtilityDpo"),
}));

/** Standard DPO in the other reading: the pairs that U-DPO has. */
export const dpo = preferenceArm("DPO", async (run, signal) => ({
  weighed: evenly(filteredOf(run, await run.candidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "dpo"),
}));

/** The paper's method: filtered pairs, weighted. */
export const utilityDpo = preferenceArm("U-DPO", async (run, signal) => ({
  weighed: byUtility(filteredOf(run, await run.candidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "utilityDpo"),
}));

/**
 * A control: what weights below one would do to the size of a step if steps were as long as gradients, as in gradient
 * descent. AdamW's are not: see `overPairs`.
 */
export const slowDpo = preferenceArm("DPO, rate × mean(w)", async (run, signal) => {
  const pairs = filteredOf(run, await run.candidates(signal));
  return {
    weighed: evenly(pairs),
    learningRate: preferenceRate(run.scene.settings, "dpo") * meanWeight(byUtility(pairs)),
  };
});

/** The fair control under AdamW: the same weights, as unequal and as small, on the wrong pairs. */
export const shuffledUtilityDpo = preferenceArm("U-DPO, weights shuffled", async (run, signal) => {
  const pairs = filteredOf(run, await run.candidates(signal));
  const random = stream(run.seed, "u-dpo/pipeline/shuffled weights");
  return {
    weighed: byShuffledUtility(pairs, random),
    learningRate: preferenceRate(run.scene.settings, "utilityDpo"),
  };
});

/** An upper bound: pairs and weights by a margin classifier that has seen many real texts. */
export const wideUtilityDpo = preferenceArm("U-DPO, f of ten times the data", async (run, signal) => ({
  weighed: byUtility(filteredOf(run, await run.wideCandidates(signal))),
  learningRate: preferenceRate(run.scene.settings, "utilityDpo"),
}));

/** The pairs that an arm is tuned on, and how fast. */
type Lesson = { weighed: WeighedPairs; learningRate: number };

/** An arm that is tuned by DPO on weighted pairs; also for arms of other experiments. */
export function preferenceArm(
  method: string,
  lesson: (run: PipelineRun, signal?: AbortSignal) => Promise<Lesson>,
): WriterArm {
  return {
    method,
    pairs: async (run, signal) => (await lesson(run, signal)).weighed,
    async tune(run, hooks) {
      const { weighed, learningRate } = await lesson(run, hooks.signal);
      return tuneOnPairs(weighed, await optionsOf(run, hooks, learningRate));
    },
  };
}

/** The pairs of high against middling margin of a run. */
export function filteredOf(run: PipelineRun, candidates: readonly ScoredCandidate[]) {
  return filteredPairs(candidates, run.prompts, run.scene.settings.pairs);
}

/** Any two candidates of each prompt of a run. */
export function unfilteredOf(run: PipelineRun, candidates: readonly ScoredCandidate[]) {
  return unfilteredPairs(candidates, run.prompts, stream(run.seed, "u-dpo/pipeline/unfiltered pairs"));
}

/** All arms of a run see their pairs in the same order. */
async function optionsOf(run: PipelineRun, hooks: TuneHooks, learningRate: number) {
  return {
    ...hooks,
    settings: run.scene.settings.tuning,
    generator: await run.generator(hooks.signal),
    prompts: run.prompts,
    reference: (pairs: readonly TextPair[]) => run.reference(pairs, hooks.signal),
    learningRate,
    random: stream(run.seed, "u-dpo/pipeline/tuning"),
  };
}
