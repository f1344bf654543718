/** @file A text cut at its words, some of which get a name. */

/** Some letters of a text as they stand in it, and a name if they are a word that has one. */
export interface WordPart {
  text: string;
  variable?: string;
}

/**
 * Cuts a text so that words with a name stand alone; the parts together are the text.
 *
 * @param nameOf the name of a word, given in small letters as `wordsOf` has it; nothing for most
 */
export function wordParts(text: string, nameOf: (word: string) => string | undefined): WordPart[] {
  const parts: WordPart[] = [];
  for (const piece of text.split(/([\p{L}\p{N}-]+)/u)) {
    const variable = nameOf(piece.toLowerCase());
    const last = parts[parts.length - 1];
    if (variable !== undefined) parts.push({ text: piece, variable });
    else if (last && last.variable === undefined) last.text += piece;
    else if (piece !== "") parts.push({ text: piece });
  }
  return parts;
}
