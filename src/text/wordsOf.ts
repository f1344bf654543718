/** @file The words of a text, where a word is what counts and its place does not. */

/** The words in small letters, in their order: letters and digits of any script, hyphens within. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
}
