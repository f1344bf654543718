/** @file How strongly each word of a labelled set goes with one label: the search for shortcuts. */
import { wordsOf } from "../text/wordsOf";

/** A word and a label. */
export interface TokenAssociation {
  token: string;
  label: string;
  /** Texts of the label that have the word, and of the others. */
  within: number;
  outside: number;
  /** log odds ratio in nats, with the ends of its interval. */
  logOdds: number;
  low: number;
  high: number;
}

/**
 * For each word and label the log odds ratio of having the word, with its interval.
 *
 *     ln [(a + ½)(d + ½) / ((b + ½)(c + ½))] ± z √(1/(a + ½) + 1/(b + ½) + 1/(c + ½) + 1/(d + ½))
 *
 * a and b texts of the label with and without the word, c and d those of other labels.
 *
 * Source:  Woolf 1955, p. 251, with half counts as Haldane 1956, p. 309.
 *
 * @param least words that fewer texts have are left out
 * @param z 1.96 for 95 % of one word; more where many words are looked at
 * @returns in the order of falling `low`; for 9 of 10 texts with the word within and 1 of 10 outside the log odds
 *   ratio is 2 ln (9.5 / 1.5) = 3.69
 * @throws RangeError if there is no text, or one label only
 */
export function tokenAssociation(
  texts: readonly { text: string; label: string }[],
  { least = 5, z = 1.96 }: { least?: number; z?: number } = {},
): TokenAssociation[] {
  const sizes = countsBy(texts.map(({ label }) => label));
  if (sizes.size < 2) {
    throw new RangeError(`tokenAssociation: texts have ${sizes.size} labels, expected at least 2`);
  }
  const found = new Map<string, Map<string, number>>();
  for (const { text, label } of texts) {
    for (const token of new Set(wordsOf(text))) {
      const counts = found.get(token) ?? new Map<string, number>();
      found.set(token, counts.set(label, (counts.get(label) ?? 0) + 1));
    }
  }
  const frequent = [...found].filter(([, counts]) => total(counts) >= least);
  return frequent
    .flatMap(([token, counts]) =>
      [...sizes].map(([label, size]) => {
        const within = counts.get(label) ?? 0;
        const outside = total(counts) - within;
        const cells = [within, size - within, outside, texts.length - size - outside].map((n) => n + 0.5);
        const logOdds = Math.log((cells[0] * cells[3]) / (cells[1] * cells[2]));
        const error = Math.sqrt(cells.reduce((sum, n) => sum + 1 / n, 0));
        return {
          token,
          label,
          within,
          outside,
          logOdds,
          low: logOdds - z * error,
          high: logOdds + z * error,
        };
      }),
    )
    .sort((a, b) => b.low - a.low);
}

function countsBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
