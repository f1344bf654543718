/** @file What can be done about texts with wrong labels, and what each remedy spends. */
import type { AskedSet } from "./askedSet";
import type { JudgedText, TextsToMend } from "./textsToMend";
import { dimp, imp, unweighted, type Weighting } from "./weightings";

/** What a remedy has to go by. */
export interface Diagnosis {
  sets: TextsToMend;
  /** log P'(y | x) of the texts as written, and of those written anew where some may be written. */
  logQuality: readonly number[];
  logQualityAnew: readonly number[];
}

/** A training set, and what it took beyond the texts as written. */
export interface Mended {
  texts: JudgedText[];
  /** Tokens that the generator wrote. */
  tokens: number;
  /** Seconds of a core that it needed for them. */
  writing: number;
  /** Labels given by hand. */
  labels: number;
}

export interface Remedy {
  method: string;
  weighting: Weighting;
  /** Whether the quality checker has to be fitted and asked, though no weight needs it. */
  looks?: boolean;
  /** @param count texts that may be written, or looked at by hand, or left out */
  mend(diagnosis: Diagnosis, count: number): Mended;
}

const asWritten: Remedy = {
  method: "as written",
  weighting: unweighted,
  mend: ({ sets }) => withoutCost(sets.asWritten.texts),
};

/** What can be done without writing a token; `count` is what is dropped. */
export const freeRemedies: readonly Remedy[] = [
  asWritten,
  {
    method: "suspects dropped",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, logQuality }, count) => withoutCost(leftOut(sets.asWritten.texts, logQuality, count)),
  },
  { ...asWritten, method: "IMP", weighting: imp },
  { ...asWritten, method: "DIMP", weighting: dimp },
];

const moreTexts: Remedy = {
  method: "more texts",
  weighting: unweighted,
  mend: ({ sets }, count) => ({ ...paidFor(sets.anew, firstPlaces(count)), texts: withMore(sets, count) }),
};

/** What the same number of newly written texts can be spent on; by hand, the same number of labels. */
export const paidRemedies: readonly Remedy[] = [
  {
    method: "suspects rephrased",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, logQuality }, count) => replaced(sets, "rephrased", suspects(logQuality, count)),
  },
  {
    method: "suspects written anew",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, logQuality }, count) => replaced(sets, "anew", suspects(logQuality, count)),
  },
  moreTexts,
  { ...moreTexts, method: "more texts, DIMP", weighting: dimp },
  {
    method: "more texts, as many suspects dropped",
    weighting: unweighted,
    looks: true,
    mend: ({ sets, logQuality, logQualityAnew }, count) => ({
      ...paidFor(sets.anew, firstPlaces(count)),
      texts: leftOut(withMore(sets, count), [...logQuality, ...logQualityAnew.slice(0, count)], count),
    }),
  },
  labelledBy("a reader", ({ readerLabel }) => readerLabel),
  labelledBy("the exact posterior", ({ trueLabel }) => trueLabel),
];

/** Suspects get the label that somebody gives them; each costs a label, changed or not. */
function labelledBy(who: string, labelOf: (text: JudgedText) => string): Remedy {
  return {
    method: `suspects labelled by ${who}`,
    weighting: unweighted,
    looks: true,
    mend({ sets, logQuality }, count) {
      const places = new Set(suspects(logQuality, count));
      const texts = sets.asWritten.texts.map((one, at) =>
        places.has(at) ? { ...one, label: labelOf(one) } : one,
      );
      return { ...withoutCost(texts), labels: count };
    },
  };
}

/** The places of the `count` texts whose labels P' believes least, the least first. */
export function suspects(logQuality: readonly number[], count: number): number[] {
  const places = logQuality.map((_, at) => at);
  return places.sort((a, b) => logQuality[a] - logQuality[b] || a - b).slice(0, count);
}

/** Texts of another set in some places, and what writing these took. */
export function replaced(
  sets: TextsToMend,
  by: Exclude<keyof TextsToMend, "asWritten">,
  places: readonly number[],
): Mended {
  const there = new Set(places);
  const texts = sets.asWritten.texts.map((one, at) => (there.has(at) ? sets[by].texts[at] : one));
  return { ...paidFor(sets[by], places), texts };
}

/** Some texts of a set; of its seconds they have the share that they have of its tokens. */
function paidFor(set: AskedSet, places: readonly number[]): Omit<Mended, "texts"> {
  const total = (some: readonly number[]) => some.reduce((sum, tokens) => sum + tokens, 0);
  const tokens = total(places.map((at) => set.tokens[at]));
  const writing = tokens === 0 ? 0 : (set.coreSeconds * tokens) / total(set.tokens);
  return { tokens, writing, labels: 0 };
}

function withMore(sets: TextsToMend, count: number): JudgedText[] {
  return [...sets.asWritten.texts, ...sets.anew.texts.slice(0, count)];
}

function leftOut(texts: readonly JudgedText[], logQuality: readonly number[], count: number): JudgedText[] {
  const out = new Set(suspects(logQuality, count));
  return texts.filter((_, at) => !out.has(at));
}

/** Texts that took nothing to have. */
export function withoutCost(texts: JudgedText[]): Mended {
  return { texts, tokens: 0, writing: 0, labels: 0 };
}

function firstPlaces(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}
