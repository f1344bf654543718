/** @file A text as the set of its runs of words, and how much two such sets share. */

/**
 * The runs of `size` words in a text, in lower case and without punctuation; of a text with fewer words its only run.
 *
 * Source: Broder 1997, Section 2 (w-shingling).
 *
 * @returns {"the cat", "cat sat"} for "The cat sat." and 2; the empty set for a text without words
 * @throws RangeError if the size is not a whole number above 0
 */
export function shingles(text: string, size: number): Set<string> {
  if (!(Number.isSafeInteger(size) && size > 0)) {
    throw new RangeError(`shingles: size is ${size}, expected a whole number above 0`);
  }
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return new Set();
  const count = Math.max(1, words.length - size + 1);
  return new Set(Array.from({ length: count }, (_, at) => words.slice(at, at + size).join(" ")));
}

/**
 * The share of two sets' members that are in both.
 *
 *     J(A, B) = |A ∩ B| / |A ∪ B|
 *
 * Source: Broder 1997, Section 2 (resemblance).
 *
 * @returns 1/3 for {a, b} and {b, c}; 1 for two empty sets
 */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const member of small) if (large.has(member)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
