/** @file Ends a text where one of some texts begins, wherever tokens end. */

/** A text without its stop text and what comes after it. */
export interface CutText {
  text: string;
  /** How many tokens lie wholly within the text; of a token that the stop text begins in, a part may be in `text`. */
  tokens: number;
}

/**
 * The tokens' text up to the earliest stop text; undefined where there is none.
 *
 * @param decode from tokens to text
 * @param stopTexts none of them empty
 */
export function cutAtStopText(
  tokens: readonly number[],
  stopTexts: readonly string[],
  decode: (tokens: readonly number[]) => string,
): CutText | undefined {
  const whole = decode(tokens);
  const places = stopTexts.map((stop) => whole.indexOf(stop)).filter((place) => place >= 0);
  if (places.length === 0) return undefined;
  const text = whole.slice(0, Math.min(...places));
  let kept = tokens.length;
  // Of a character that several tokens make, the first ones alone decode to another character.
  while (kept > 0 && !text.startsWith(decode(tokens.slice(0, kept)))) kept--;
  return { text, tokens: kept };
}
