/**
 * @file Expectations over the texts of an exact world: labels and classes are summed, only the words are drawn.
 */
import type { Grammar } from "../../data/world/grammar";
import { createDistribution, type WorldDistribution, writtenFrom } from "../../data/world/worldDistribution";
import type { Random } from "../../random/stream";
import { mean } from "../../statistics/mean";

/** How much each of the texts that stand for a distribution counts. */
export interface TextShares {
  /** The class that each text was written from. */
  writtenFrom: readonly number[];
  /** P(written from c) over the number of texts of c, for each text; the sum is 1. */
  shares: readonly number[];
}

/** Texts that stand for a distribution, as many of each class. */
export interface ClassedTexts extends TextShares {
  texts: readonly string[];
}

/**
 * Draws the same number of texts of each class, whatever labels they would carry.
 *
 * Distributions of the same habits of writing get the same texts from the same stream, however they are labelled and
 * however often each class is written: what then differs between their expectations is not chance.
 *
 * @param count about so many texts in all, at least two of a class
 */
export function classedTexts(
  grammar: Grammar,
  { knobs, labels }: WorldDistribution,
  count: number,
  random: Random,
): ClassedTexts {
  const clean = createDistribution(grammar, { ...knobs, labelNoise: 0 });
  const each = Math.max(2, Math.round(count / labels.length));
  const shareOf = labels.map((_, from) => writtenShare(grammar, knobs, from));
  const drawn = labels.map((label) => clean.sampleOfLabel(label, each, random.child(label)));
  const classes = drawn.flatMap((texts, from) => texts.map(() => from));
  return {
    texts: drawn.flat().map(({ text }) => text),
    writtenFrom: classes,
    shares: classes.map((from) => shareOf[from] / each),
  };
}

/** How often a text is written from a class: Σ_y P(y) N(c | y). */
function writtenShare(grammar: Grammar, knobs: WorldDistribution["knobs"], from: number): number {
  const { labels } = grammar;
  return labels.reduce((sum, _, label) => {
    const prior = knobs.classPrior?.[label] ?? 1 / labels.length;
    return sum + prior * writtenFrom(grammar, knobs, label)[from];
  }, 0);
}

/**
 * The mean of one number per text, in proportion to the shares, and the standard error of the drawn words.
 *
 * @returns `error` 0 where a number depends on the class alone; mean 5.4 and error .6 for the
 *   values 2, 4 of a class of share .6 and 9, 9 of one of share .4
 * @throws RangeError if there is only one text of a class
 */
export function expectationOver(
  { writtenFrom: classes, shares }: TextShares,
  values: readonly number[],
): { mean: number; error: number } {
  const byClass = new Map<number, { share: number; values: number[] }>();
  for (const [i, from] of classes.entries()) {
    const known = byClass.get(from) ?? { share: 0, values: [] };
    known.share += shares[i];
    known.values.push(values[i]);
    byClass.set(from, known);
  }
  const strata = [...byClass].map(([from, { share, values: own }]) => {
    if (own.length < 2)
      throw new RangeError(`expectationOver: class ${from} has 1 text, expected at least 2`);
    const centre = mean(own);
    const variance = own.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (own.length - 1);
    return { mean: share * centre, variance: (share ** 2 * variance) / own.length };
  });
  return {
    mean: strata.reduce((sum, one) => sum + one.mean, 0),
    error: Math.sqrt(strata.reduce((sum, one) => sum + one.variance, 0)),
  };
}
