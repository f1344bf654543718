/**
 * @file White space beside added tokens that swallow it, as `<|end|>` of Phi-3 does what follows it.
 */
import type { Tokenizer as LibraryTokenizer } from "@huggingface/tokenizers";
import type { AddedTokenJson } from "./specialTokens";

/** What the library does before anything else: cuts a text at its added tokens. It declares this part private. */
interface Cutting {
  splitter_unnormalized: { split(text: string): string[] };
}

/** The same tokens without their stripping, which is then `stripAroundTokens`' to do. */
export function withoutStripping(added: readonly AddedTokenJson[]): AddedTokenJson[] {
  return added.map((token) =>
    token.normalized === false ? { ...token, lstrip: false, rstrip: false } : token,
  );
}

/**
 * Lets a tokenizer strip Unicode's white space beside the tokens that ask for it.
 *
 * Differs: from the library, which trims as JavaScript does: U+FEFF too, and U+0085 not.
 */
export function stripAroundTokens(tokenizer: LibraryTokenizer, added: readonly AddedTokenJson[]): void {
  const stripping = new Map(
    added
      .filter(({ normalized, lstrip, rstrip }) => normalized === false && (lstrip || rstrip))
      .map((token) => [token.content, token]),
  );
  if (stripping.size === 0) return;
  const splitter = (tokenizer as unknown as Cutting).splitter_unnormalized;
  const split = splitter.split.bind(splitter);
  splitter.split = (text) =>
    split(text).map((section, i, sections) => {
      const after = stripping.get(sections[i - 1])?.rstrip
        ? section.replace(/^\p{White_Space}+/u, "")
        : section;
      return stripping.get(sections[i + 1])?.lstrip ? after.replace(/\p{White_Space}+$/u, "") : after;
    });
}
