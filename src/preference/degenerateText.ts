/**
 * @file Texts that are no candidates: empty ones, copies, and those that go round in circles.
 */
/** Why a text is no candidate. */
export type Degeneracy = "empty" | "copy" | "loop";

/** A text is a loop when fewer than this share of its word triples are different. */
const leastDistinct = 0.5;

/**
 * Why a generated text should neither be learnt from nor avoided, if it should not.
 *
 * "empty": no letter in it. "copy": one of the prompt's demonstrations, up to case and spaces. "loop": fewer than
 * half of its triples of neighbouring words are different.
 *
 * Source: ours; the U-DPO paper does not say what became of such texts.
 *
 * @param demonstrations texts that the prompt showed
 * @returns undefined for a sound text
 */
export function degenerateText(text: string, demonstrations: readonly string[]): Degeneracy | undefined {
  if (!/\p{L}/u.test(text)) return "empty";
  const key = plain(text);
  if (demonstrations.some((shown) => plain(shown) === key)) return "copy";
  return distinctTriples(text) < leastDistinct ? "loop" : undefined;
}

/** Small letters, single spaces. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

/** The share of a text's word triples that are different; 1 for fewer than three words. */
function distinctTriples(text: string): number {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 3) return 1;
  const triples = words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`);
  return new Set(triples).size / triples.length;
}
