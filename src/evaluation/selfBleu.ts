/** @file How much texts repeat one another's words. */
import { mean } from "../statistics/mean";

/**
 * The mean BLEU of each text against all others: the higher, the less varied.
 *
 *     BLEU = BP exp(1/N sum_{n=1..N} log p_n),    BP = exp(min(0, 1 - r / c))
 *     p_n  = n-grams that some other text has too, each as often as it has it at most / n-grams of the text
 *
 * c is the text's length, r the nearest length of another (of two, the shorter). Where no n-gram is shared, p_n is
 * 0.1 over their number; a text that shares no word has BLEU 0.
 *
 * Source:  Zhu et al. 2018 (Texygen), Section 2.2.2; BLEU by Papineni et al. 2002, Section 2, with the smoothing 1 of
 *          Chen and Cherry 2014, Section 3 (epsilon 0.1, as in NLTK).
 * Differs: nothing; every text is scored, where large sets are often sampled.
 *
 * @param texts each as its tokens
 * @param n the longest n-grams; 4 is usual
 * @returns 1 if all texts are the same and have n tokens; 0 if no two share a word
 * @throws RangeError if n is not a whole number above 0, or there are not two texts
 */
export function selfBleu(texts: readonly (readonly string[])[], n = 4): number {
  if (!(Number.isSafeInteger(n) && n > 0)) {
    throw new RangeError(`selfBleu: n is ${n}, expected a whole number above 0`);
  }
  if (texts.length < 2) throw new RangeError(`selfBleu: texts has ${texts.length}, expected at least 2`);
  const orders = Array.from({ length: n }, (_, at) => countedNgrams(texts, at + 1));
  const lengths = texts.map(({ length }) => length).sort((a, b) => a - b);
  return mean(texts.map((text, at) => bleu(orders, at, text.length, nearestOther(lengths, text.length))));
}

/** What stands for no match among the n-grams of one order. */
const epsilon = 0.1;

/** The n-grams of one order: each text's with their counts, and of each the two highest counts over texts. */
interface CountedNgrams {
  readonly ofText: readonly ReadonlyMap<string, number>[];
  readonly highest: ReadonlyMap<string, HighestCounts>;
}

interface HighestCounts {
  /** The text that has the most. */
  text: number;
  count: number;
  /** The most that any other text has. */
  next: number;
}

function countedNgrams(texts: readonly (readonly string[])[], n: number): CountedNgrams {
  const highest = new Map<string, HighestCounts>();
  const ofText = texts.map((tokens, text) => {
    const counts = new Map<string, number>();
    for (let at = 0; at + n <= tokens.length; at++) {
      const ngram = JSON.stringify(tokens.slice(at, at + n));
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
    for (const [ngram, count] of counts) {
      const known = highest.get(ngram);
      if (!known) highest.set(ngram, { text, count, next: 0 });
      else if (count > known.count) highest.set(ngram, { text, count, next: known.count });
      else known.next = Math.max(known.next, count);
    }
    return counts;
  });
  return { ofText, highest };
}

function bleu(orders: readonly CountedNgrams[], text: number, length: number, other: number): number {
  const matches = orders.map((order) => matchesOf(order, text));
  if (matches[0] === 0) return 0;
  const logs = matches.map((matched, at) => {
    const ngrams = Math.max(1, length - at);
    return Math.log((matched || epsilon) / ngrams);
  });
  return Math.exp(mean(logs) + Math.min(0, 1 - other / length));
}

function matchesOf({ ofText, highest }: CountedNgrams, text: number): number {
  let matches = 0;
  for (const [ngram, count] of ofText[text]) {
    const known = highest.get(ngram)!;
    matches += Math.min(count, known.text === text ? known.next : known.count);
  }
  return matches;
}

/** The nearest length among the others'; `lengths` in order, with the own one. */
function nearestOther(lengths: readonly number[], own: number): number {
  const others = [...lengths];
  others.splice(others.indexOf(own), 1);
  return others.reduce(
    (best, length) => (Math.abs(length - own) < Math.abs(best - own) ? length : best),
    others[0],
  );
}
