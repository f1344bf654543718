/** @file The pairs that arms learn from: high against middling margins, or any two candidates of a prompt. */
import { degenerateText } from "../../../preference/degenerateText";
import { type PreferencePair, preferencePairs } from "../../../preference/preferencePairs";
import { preferenceWeight } from "../../../preference/preferenceWeight";
import type { Random } from "../../../random/stream";
import { mean } from "../../../statistics/mean";
import type { TwoShot } from "../twoShotPrompts";
import type { ScoredCandidate } from "./scoredCandidates";
import type { PipelineSettings } from "./settings";

/** Pairs, and how much each counts. */
export interface WeighedPairs {
  pairs: readonly PreferencePair[];
  weights: readonly number[];
}

/**
 * High margin against middling margin, one pair or more a prompt.
 *
 * Source:  U-DPO, Section 3.3.
 * Differs: see `preferencePairs`; texts that no one should learn from are left out.
 */
export function filteredPairs(
  candidates: readonly ScoredCandidate[],
  prompts: readonly TwoShot[],
  settings: PipelineSettings["pairs"],
): readonly PreferencePair[] {
  return preferencePairs(candidates, { ...settings, demonstrations: shownBy(prompts) }).pairs;
}

/**
 * Two candidates of each prompt by chance, the one of larger margin preferred.
 *
 * Source:  U-DPO, Section 4.2, where standard DPO has "unfiltered" pairs.
 * Differs: how those are drawn is not stated; ours has one pair a prompt, as the filtered set has, of two candidates
 *          that are neither empty nor copies nor loops. Two of equal margin are no pair.
 */
export function unfilteredPairs(
  candidates: readonly ScoredCandidate[],
  prompts: readonly TwoShot[],
  random: Random,
): readonly PreferencePair[] {
  const drawn = prompts.flatMap(({ demonstrations }, prompt) => {
    const own = candidates.filter((candidate) => candidate.prompt === String(prompt));
    const shuffled = random.child(`prompt ${prompt}`).shuffle(own);
    return shuffled.filter(({ text }) => degenerateText(text, demonstrations) === undefined).slice(0, 2);
  });
  const anyTwo = { high: 1, middle: [0, 1], pairsPerPrompt: 1 } as const;
  return preferencePairs(drawn, { ...anyTwo, demonstrations: shownBy(prompts) }).pairs;
}

/** All pairs alike: DPO. */
export function evenly(pairs: readonly PreferencePair[]): WeighedPairs {
  return { pairs, weights: pairs.map(() => 1) };
}

/** Pairs weighted by Eq. 5: U-DPO. */
export function byUtility(pairs: readonly PreferencePair[]): WeighedPairs {
  const weights = pairs.map(({ chosen, rejected }) => preferenceWeight(chosen.utility, rejected.utility));
  return { pairs, weights };
}

/** The weights of Eq. 5 given to the wrong pairs: a control with the same distribution of weights. */
export function byShuffledUtility(pairs: readonly PreferencePair[], random: Random): WeighedPairs {
  return { pairs, weights: random.shuffle(byUtility(pairs).weights) };
}

/** What a mean over pairs loses by Eq. 5: the mean weight. */
export function meanWeight({ weights }: WeighedPairs): number {
  return mean(weights);
}

function shownBy(prompts: readonly TwoShot[]): Record<string, readonly string[]> {
  return Object.fromEntries(prompts.map(({ demonstrations }, prompt) => [prompt, demonstrations]));
}
