/** @file Texts that say the same in the same or almost the same words. */
import type { Random } from "../random/stream";
import { minHash } from "./minHash";
import { jaccard, shingles } from "./shingles";

/** Two texts by their places, the earlier first, and what their runs of words share. */
export interface SimilarPair {
  readonly first: number;
  readonly second: number;
  readonly similarity: number;
}

export interface NearDuplicates {
  /** The share of texts that an earlier one equals, but for white space at the ends. */
  readonly exactShare: number;
  /** The share of texts that have an earlier one like them, equal ones included. */
  readonly nearShare: number;
  /** Of texts that differ, those that are alike, by their first places. */
  readonly pairs: readonly SimilarPair[];
}

export interface DuplicateSettings {
  /** From which Jaccard similarity on two texts are alike, in (0, 1]; default 0.8. */
  readonly threshold?: number;
  /** Words in a run; default 3. */
  readonly shingleSize?: number;
}

/**
 * Finds texts that are alike without comparing all with all.
 *
 * Signatures of 128 places are cut into bands; texts that agree in a whole band are compared exactly, so that no pair
 * is reported that is not one, and a pair at the threshold is missed with a probability below 1 in 100.
 *
 * Source:  Broder 1997, Section 3; bands as in Leskovec, Rajaraman and Ullman 2020, Section 3.4.
 * Differs: the candidates' similarity is computed from the sets, not estimated.
 *
 * @throws RangeError if there is no text or the threshold is not in (0, 1]
 */
export function nearDuplicates(
  texts: readonly string[],
  random: Random,
  { threshold = 0.8, shingleSize = 3 }: DuplicateSettings = {},
): NearDuplicates {
  if (texts.length === 0) throw new RangeError("nearDuplicates: texts is empty, expected at least one");
  if (!(threshold > 0 && threshold <= 1)) {
    throw new RangeError(`nearDuplicates: threshold is ${threshold}, expected a number in (0, 1]`);
  }
  const firsts = firstPlaces(texts);
  const different = [...firsts.values()];
  const sets = different.map((at) => shingles(texts[at], shingleSize));
  const pairs = candidatePairs(sets, random, threshold)
    .map(([a, b]) => ({ first: different[a], second: different[b], similarity: jaccard(sets[a], sets[b]) }))
    .filter(({ similarity }) => similarity >= threshold)
    .sort((a, b) => a.first - b.first || a.second - b.second);
  const repeats = texts.length - different.length;
  const near = new Set(pairs.map(({ second }) => second)).size;
  return { exactShare: repeats / texts.length, nearShare: (repeats + near) / texts.length, pairs };
}

/** How long signatures are, and how rarely a pair at the threshold may be missed. */
const places = 128;
const missed = 0.01;

/** Where each different text stands first. */
function firstPlaces(texts: readonly string[]): Map<string, number> {
  const firsts = new Map<string, number>();
  texts.forEach((text, at) => {
    const key = text.trim();
    if (!firsts.has(key)) firsts.set(key, at);
  });
  return firsts;
}

/** Pairs, the earlier first, whose signatures agree in at least one band. */
function candidatePairs(sets: readonly Set<string>[], random: Random, threshold: number): [number, number][] {
  const sign = minHash(places, random);
  const signatures = sets.map(sign);
  const rows = rowsPerBand(threshold);
  const pairs = new Map<string, [number, number]>();
  for (let from = 0; from + rows <= places; from += rows) {
    const alike = new Map<string, number[]>();
    signatures.forEach((signature, at) => {
      const band = signature.subarray(from, from + rows).join(",");
      const others = alike.get(band) ?? [];
      for (const other of others) pairs.set(`${other},${at}`, [other, at]);
      alike.set(band, [...others, at]);
    });
  }
  return [...pairs.values()];
}

/** The most places in a band, so the fewest vain comparisons, with which a pair at the threshold is found. */
function rowsPerBand(threshold: number): number {
  let rows = 1;
  const isMissed = (wanted: number) => (1 - threshold ** wanted) ** Math.floor(places / wanted);
  while (rows < places && isMissed(rows + 1) < missed) rows++;
  return rows;
}
