/** @file Special tokens as tokenizer.json lists them. */

/** Tokens that are found before anything else in a text and never split; each one's number is its place in the list. */
export function addedTokens(contents: readonly string[]) {
  return contents.map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
}
