/** @file What the arms of the run at scale `small` are made of: usable candidates, pairs to learn from, texts to train on. */

import type { PreferencePair } from "../../preference/preferencePairs";
import { mean } from "../../statistics/mean";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import type { SmallPipelineSettings } from "./smallPipelineSettings";
import { byUtility, evenly, filteredPairs } from "./stages/pairSets";
import type { MarkedText, PipelineRun, RunProgress } from "./stages/pipelineRun";
import { writingPrompts } from "./stages/pipelineRun";
import { preferenceRate } from "./stages/preferenceRate";
import type { ScoredCandidate } from "./stages/scoredCandidates";
import type { WriterArm } from "./stages/writerArm";
import { preferenceArm } from "./stages/writerArms";
import { unusableText } from "./unusableText";

/** What the run at scale `small` has beside its stages. */
export type SmallRunSettings = SmallPipelineSettings["run"];

/** Pairs of the prompts that are tuned on, and of those that are not. */
export interface SplitPairs {
  train: readonly PreferencePair[];
  heldOut: readonly PreferencePair[];
}

/** The candidates that may be learnt from. */
export async function usableCandidates(run: PipelineRun, signal?: AbortSignal): Promise<ScoredCandidate[]> {
  const candidates = await run.candidates(signal);
  return candidates.filter(
    ({ text, prompt }) => unusableText(text, run.prompts[Number(prompt)].demonstrations) === undefined,
  );
}

/**
 * High margin against middling margin among usable candidates; the last prompts of each class are held out.
 *
 * Source:  U-DPO, Section 3.3.
 * Differs: the held-out part is ours, to measure the reward accuracy on.
 */
export async function splitPairs(
  run: PipelineRun,
  { heldOutPromptsPerClass }: SmallRunSettings,
  signal?: AbortSignal,
): Promise<SplitPairs> {
  const { pairs: settings } = run.scene.settings;
  const pairs = filteredPairs(await usableCandidates(run, signal), run.prompts, settings);
  // All classes once, then all again: the last rounds are the last prompts of each class.
  const first = run.prompts.length - heldOutPromptsPerClass * run.scene.labels.length;
  const isHeldOut = ({ chosen }: PreferencePair) => Number(chosen.prompt) >= first;
  return { train: pairs.filter((pair) => !isHeldOut(pair)), heldOut: pairs.filter(isHeldOut) };
}

/** The arms that write: the generator as it is, and tuned on the same pairs without and with weights. */
export function smallArms(settings: SmallRunSettings): {
  base: WriterArm;
  dpo: WriterArm;
  utilityDpo: WriterArm;
} {
  const lesson =
    (weigh: typeof evenly, arm: "dpo" | "utilityDpo") => async (run: PipelineRun, signal?: AbortSignal) => ({
      weighed: weigh((await splitPairs(run, settings, signal)).train),
      learningRate: preferenceRate(run.scene.settings, arm),
    });
  return {
    base: { method: "base" },
    dpo: preferenceArm("DPO", lesson(evenly, "dpo")),
    utilityDpo: preferenceArm("U-DPO", lesson(byUtility, "utilityDpo")),
  };
}

/** Texts of one arm for training a classifier, and how many of those asked for were usable. */
export interface ArmTexts {
  texts: readonly MarkedText[];
  asked: number;
  usable: number;
}

/** The first usable texts of each class that an arm writes. */
export async function writtenTexts(
  run: PipelineRun,
  arm: WriterArm,
  { askedPerClass }: SmallRunSettings,
  progress: RunProgress = {},
): Promise<ArmTexts> {
  const written = await run.written(arm, askedPerClass, progress);
  const prompts = writingPrompts(run, askedPerClass);
  const usable = written.filter(
    ({ text }, at) => unusableText(text, prompts[at].demonstrations) === undefined,
  );
  return { texts: firstOfClass(run, usable), asked: written.length, usable: usable.length };
}

/**
 * The usable candidates of highest margin in each class: rejection, which needs no tuning and no new text.
 *
 * Source: ours, the plainest use of the margin.
 */
export async function rejectedTexts(run: PipelineRun, signal?: AbortSignal): Promise<ArmTexts> {
  const usable = await usableCandidates(run, signal);
  const best = [...usable].sort((one, other) => other.margin - one.margin);
  const asked = (await run.candidates(signal)).length;
  return { texts: firstOfClass(run, best), asked, usable: usable.length };
}

function firstOfClass<Text extends { label: string }>(
  { scene }: PipelineRun,
  texts: readonly Text[],
): Text[] {
  const { volume } = scene.settings.writing;
  return scene.labels.flatMap((label) => texts.filter((one) => one.label === label).slice(0, volume));
}

/** Numbers that say what the pairs are like. */
export function splitFacts({ train, heldOut }: SplitPairs): Record<string, number> {
  const { weights } = byUtility(train);
  const gap = ({ chosen, rejected }: PreferencePair) => chosen.margin - rejected.margin;
  return {
    pairs: train.length,
    heldOutPairs: heldOut.length,
    marginGap: mean(train.map(gap)),
    meanWeight: mean(weights),
    effectivePairs: effectiveSampleSize(weights),
  };
}
