/** @file How varied texts are in their words. */

/**
 * The share of different n-grams among all n-grams of some texts.
 *
 *     distinct-n = |set of n-grams| / number of n-grams
 *
 * It falls with the number of texts, whatever they are: compare as many with as many.
 *
 * Source:  Li et al. 2016 (A diversity-promoting objective function), section on evaluation: distinct-1, distinct-2.
 * Differs: divided by the number of n-grams, as is usual now; the paper divides by the number of words.
 *
 * @param texts each as its tokens; n-grams do not reach from one text into the next
 * @returns 1 if no n-gram occurs twice; 1/4 for "a a a a a" and n = 2
 * @throws RangeError if n is not a whole number above 0, or no text has n tokens
 */
export function distinctN(texts: readonly (readonly string[])[], n: number): number {
  if (!(Number.isSafeInteger(n) && n > 0)) {
    throw new RangeError(`distinctN: n is ${n}, expected a whole number above 0`);
  }
  const seen = new Set<string>();
  let count = 0;
  for (const tokens of texts) {
    for (let at = 0; at + n <= tokens.length; at++) {
      seen.add(JSON.stringify(tokens.slice(at, at + n)));
      count++;
    }
  }
  if (count === 0) throw new RangeError(`distinctN: no text has ${n} tokens, expected at least one`);
  return seen.size / count;
}
