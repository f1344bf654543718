/**
 * @file Tokens that stand for bytes, in the two spellings in use, as the Rust tokenizers of transformers read them.
 */

/**
 * How byte-level tokenizers cut a text into words: as `@huggingface/tokenizers` does, but with Unicode's white space,
 * which has U+0085 and not U+FEFF where JavaScript's `\s` is the other way round.
 */
export const byteLevelWords =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * The text of byte-level tokens, whose characters are bytes: `Ġthe` is a space and "the".
 *
 * A token with a character that is no byte, as an added one may have, is its own text. What is not UTF-8 becomes
 * U+FFFD.
 */
export function byteLevelDecode(tokens: readonly string[]): string {
  const bytes = tokens.flatMap((token) => {
    const known = Array.from(token, (character) => byteOf.get(character));
    return known.includes(undefined) ? Array.from(new TextEncoder().encode(token)) : (known as number[]);
  });
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/**
 * Tokens with runs of `<0x0A>`-like ones replaced by what their bytes spell, or by as many U+FFFD as there are bytes
 * if that is not UTF-8.
 */
export function byteFallbackDecode(tokens: readonly string[]): string[] {
  const texts: string[] = [];
  let run: number[] = [];
  const endRun = () => {
    if (run.length > 0) texts.push(strictText(run));
    run = [];
  };
  for (const token of tokens) {
    const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(token);
    if (byte) run.push(Number.parseInt(byte[1], 16));
    else {
      endRun();
      texts.push(token);
    }
  }
  endRun();
  return texts;
}

function strictText(bytes: number[]): string {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return "\uFFFD".repeat(bytes.length);
  }
}

/** Printable bytes of Latin-1 stand for themselves, the others in order for the characters from U+0100. */
const byteOf = new Map<string, number>();
let others = 0;
for (let byte = 0; byte < 256; byte++) {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
  byteOf.set(String.fromCodePoint(printable ? byte : 256 + others++), byte);
}
