/** @file How much of a text was copied from another. */

/**
 * The share of a text's n-grams that occur in a source.
 *
 * Source:  ours; the complement of "novel n-grams" as See et al. 2017 count them (Fig. 6).
 * Differs: nothing.
 *
 * @param text as tokens
 * @param source as tokens, or several sources: n-grams do not reach from one into the next
 * @returns 0 for a text without n-grams: nothing of it is copied
 * @throws RangeError if n is not a whole number above 0
 */
export function copiedShare(
  text: readonly string[],
  source: readonly (readonly string[])[],
  n: number,
): number {
  if (!(Number.isSafeInteger(n) && n > 0)) {
    throw new RangeError(`copiedShare: n is ${n}, expected a whole number above 0`);
  }
  const known = new Set(source.flatMap((tokens) => ngrams(tokens, n)));
  const own = ngrams(text, n);
  return own.length === 0 ? 0 : own.filter((one) => known.has(one)).length / own.length;
}

function ngrams(tokens: readonly string[], n: number): string[] {
  const count = Math.max(0, tokens.length - n + 1);
  return Array.from({ length: count }, (_, at) => JSON.stringify(tokens.slice(at, at + n)));
}
