/**
 * @file The beginning of a long text, cut where a reader would stop.
 */

/**
 * The first sentences of a text, as many as fit.
 *
 * A sentence ends at a full stop, question or exclamation mark before a space, where a capital letter follows; that
 * is right for prose, and errs on abbreviations. Where the first sentence alone is too long, words are cut from its end.
 *
 * @param most how much fits, in what `size` counts
 * @param size of a text, such as its number of tokens
 * @returns "One. Two." of "One. Two. Three and four." for five words and `size` in words
 * @throws RangeError if the first word is too long already
 */
export function openingSentences(text: string, most: number, size: (text: string) => number): string {
  const whole = text.trim().replace(/\s+/g, " ");
  const sentences = whole.split(/(?<=[.?!]) (?=\p{Lu})/u);
  const opening = longestThatFits(sentences, most, size) || longestThatFits(whole.split(" "), most, size);
  if (opening !== "") return opening;
  throw new RangeError(`openingSentences: most is ${most}, expected room for the first word`);
}

function longestThatFits(parts: readonly string[], most: number, size: (text: string) => number): string {
  let kept = "";
  for (const part of parts) {
    const longer = kept === "" ? part : `${kept} ${part}`;
    if (size(longer) > most) break;
    kept = longer;
  }
  return kept;
}
