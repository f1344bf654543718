/**
 * @file BERT's text normalisation, character for character as in the Rust tokenizers that transformers uses.
 */

/** The switches of a `BertNormalizer` in tokenizer.json. */
interface BertNormalizerOptions {
  /** Drop control characters and turn every white space into a space. */
  cleanText: boolean;
  /** Put spaces around Chinese characters, so that each is a word. */
  handleChineseCharacters: boolean;
  /** Drop accents; `null` means as `lowercase` says. */
  stripAccents: boolean | null;
  lowercase: boolean;
}

/**
 * The text as BERT's word splitter wants it.
 *
 * Differs: from the normaliser of `@huggingface/tokenizers` 0.2.0 in Chinese characters beyond U+FFFF, which it
 * leaves unsplit, and in a capital sigma at the end of a word, which it makes a final sigma; transformers does
 * neither.
 */
export function bertNormalize(text: string, options: BertNormalizerOptions): string {
  // Printable ASCII, the common case, can only change its case.
  if (/^[\x20-\x7e]*$/.test(text)) return options.lowercase ? text.toLowerCase() : text;
  let normal = text;
  if (options.cleanText) normal = cleanText(normal);
  if (options.handleChineseCharacters) normal = normal.replace(chineseCharacter, " $& ");
  if (options.stripAccents ?? options.lowercase) normal = normal.normalize("NFD").replace(/\p{Mn}/gu, "");
  return options.lowercase ? lowercase(normal) : normal;
}

/** The blocks that BERT's original code calls CJK, which leave out Hangul, Hiragana and Katakana. */
const chineseCharacter =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

function cleanText(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu, "").replace(/\p{White_Space}/gu, " ");
}

function lowercase(text: string): string {
  // JavaScript looks at a sigma's neighbours, Rust takes each character by itself.
  return text.replaceAll("Σ", "σ").toLowerCase();
}
