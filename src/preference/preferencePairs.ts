/**
 * @file Preference pairs from scored candidates: a text of high margin against one of middling margin.
 */
import { quantile } from "../statistics/quantile";
import { type Degeneracy, degenerateText } from "./degenerateText";

/** A generated text, scored. */
export interface Candidate {
  /** Which prompt it answers; all candidates of a prompt have its class. */
  readonly prompt: string;
  readonly label: string;
  readonly text: string;
  /** Eq. 2, or another score by which better texts have more. */
  readonly margin: number;
  /** Eq. 4, for the weight. */
  readonly utility: number;
}

export interface PreferencePair {
  readonly chosen: Candidate;
  readonly rejected: Candidate;
}

/** Which candidates of a prompt are high and which are middling, and how many pairs it may give. */
export interface PairSettings {
  /** x+ has at least this quantile of its prompt's margins. */
  readonly high: number;
  /** x- lies between these quantiles of its prompt's margins, ends included. */
  readonly middle: readonly [number, number];
  readonly pairsPerPrompt: number;
  /** The demonstrations that a prompt showed, by prompt; copies of them are left out. */
  readonly demonstrations?: Readonly<Record<string, readonly string[]>>;
}

export interface PreferencePairs {
  readonly pairs: readonly PreferencePair[];
  /** How many candidates were left out, and why. */
  readonly excluded: Readonly<Record<Degeneracy | "repeat", number>>;
  /** How many prompts gave no pair. */
  readonly promptsWithoutPair: number;
}

/**
 * Pairs the best candidates of each prompt with its middling ones.
 *
 * The candidate of highest margin meets the middling one nearest to the prompt's median, the second highest the second
 * nearest, and so on; a text is in one pair at most, and x+ always has the larger margin.
 *
 * Source:  U-DPO paper, Section 3.3.
 * Differs: the paper gives no quantiles, no number of pairs and no rule for unusable texts; all are explicit here.
 *
 * @param candidates of any number of prompts, in any order; the result does not depend on the order of prompts
 * @returns pairs in the order in which their prompts appear
 * @throws RangeError if a quantile is not from 0 to 1 or out of order, pairsPerPrompt is not a whole number above 0,
 *   or a prompt has candidates of two classes
 */
export function preferencePairs(candidates: readonly Candidate[], settings: PairSettings): PreferencePairs {
  expectSettings(settings);
  const excluded = { empty: 0, copy: 0, loop: 0, repeat: 0 };
  const pairs: PreferencePair[] = [];
  let promptsWithoutPair = 0;
  for (const [prompt, all] of byPrompt(candidates)) {
    const sound = all.filter((candidate, at) => {
      const shown = settings.demonstrations?.[prompt] ?? [];
      const repeated = all.findIndex(({ text }) => text === candidate.text) < at;
      const reason = degenerateText(candidate.text, shown) ?? (repeated ? "repeat" : undefined);
      if (reason) excluded[reason] += 1;
      return reason === undefined;
    });
    const found = pairsOfPrompt(sound, settings);
    if (found.length === 0) promptsWithoutPair += 1;
    pairs.push(...found);
  }
  return { pairs, excluded, promptsWithoutPair };
}

function byPrompt(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.prompt) ?? [];
    if (group.length > 0 && group[0].label !== candidate.label) {
      throw new RangeError(
        `preferencePairs: prompt ${candidate.prompt} has labels ${group[0].label} and ${candidate.label}, expected one`,
      );
    }
    groups.set(candidate.prompt, [...group, candidate]);
  }
  return groups;
}

function pairsOfPrompt(sound: readonly Candidate[], settings: PairSettings): PreferencePair[] {
  if (sound.length < 2) return [];
  const margins = sound.map((candidate) => candidate.margin);
  const [low, top] = settings.middle.map((share) => quantile(margins, share));
  const median = quantile(margins, 0.5);
  const high = quantile(margins, settings.high);
  const chosen = sound.filter(({ margin }) => margin >= high).sort((a, b) => b.margin - a.margin);
  const middling = sound
    .filter(({ margin }) => margin >= low && margin <= top)
    .sort((a, b) => Math.abs(a.margin - median) - Math.abs(b.margin - median));
  const pairs: PreferencePair[] = [];
  const taken = new Set<Candidate>();
  for (const better of chosen) {
    if (pairs.length === settings.pairsPerPrompt) break;
    if (taken.has(better)) continue;
    const other = middling.find((candidate) => !taken.has(candidate) && candidate.margin < better.margin);
    if (other === undefined) continue;
    taken.add(better).add(other);
    pairs.push({ chosen: better, rejected: other });
  }
  return pairs;
}

function expectSettings({ high, middle: [low, top], pairsPerPrompt }: PairSettings): void {
  if (!(low >= 0 && low <= top && top <= 1 && high >= 0 && high <= 1)) {
    throw new RangeError(
      `preferencePairs: quantiles are ${low} to ${top} and ${high}, expected 0 <= low <= top <= 1 and 0 <= high <= 1`,
    );
  }
  if (!Number.isSafeInteger(pairsPerPrompt) || pairsPerPrompt < 1) {
    throw new RangeError(
      `preferencePairs: pairsPerPrompt is ${pairsPerPrompt}, expected a whole number above 0`,
    );
  }
}
