/** @file Which of the texts that a generator wrote become training data. */
import type { MarkedText } from "./pipelineRun";

/** Chooses `count` texts of each class among those written; in the order in which they were written. */
export type KeepTexts = (written: readonly MarkedText[], count: number) => MarkedText[];

/**
 * The first of each class.
 *
 * @throws RangeError if a class has fewer
 */
export const keepFirst: KeepTexts = (written, count) =>
  ofEachClass(written, count, (own) => own.slice(0, count));

/**
 * Of twice as many texts of each class the half with the larger margins: rejection, without any tuning.
 *
 * @throws RangeError if a class has fewer than twice `count`
 */
export const keepHighestHalf: KeepTexts = (written, count) =>
  ofEachClass(written, 2 * count, (own) => {
    const first = own.slice(0, 2 * count);
    const least = first.map(({ margin }) => margin).sort((a, b) => b - a)[count - 1];
    const above = first.filter(({ margin }) => margin > least);
    const ties = first.filter(({ margin }) => margin === least).slice(0, count - above.length);
    return first.filter((one) => above.includes(one) || ties.includes(one));
  });

function ofEachClass(
  written: readonly MarkedText[],
  needed: number,
  choose: (own: readonly MarkedText[]) => MarkedText[],
): MarkedText[] {
  const classes = new Map<string, MarkedText[]>();
  for (const one of written) classes.set(one.label, [...(classes.get(one.label) ?? []), one]);
  return [...classes].flatMap(([label, own]) => {
    if (own.length >= needed) return choose(own);
    throw new RangeError(`keepTexts: ${label} has ${own.length} texts, expected at least ${needed}`);
  });
}
