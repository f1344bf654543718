/** @file A text of the exact world as tokens. */

const pattern = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*|\S/gu;

/**
 * The tokens of a text: lower-case words, numbers and single marks.
 *
 * Letter case, and space around hyphens and marks, do not matter: texts that differ in these alone are one text
 * of the world. So a tokenizer which lower-cases or spaces out its text does not change a text's probability.
 */
export function textTokens(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/\s*-\s*/g, "-")
      .match(pattern) ?? []
  );
}
