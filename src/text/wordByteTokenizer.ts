/**
 * @file A tokenizer of frequent words and single bytes, for language models that are trained here from scratch.
 */
import { addedTokens } from "./addedTokens";
import { openTokenizer, type TokenizerConfigJson, type TokenizerJson } from "./openTokenizer";
import { type Tokenizer, tokenizerOf } from "./tokenizer";

/** What ends a text: a line break, so that a text is one line. */
export const endOfText = "\n";

/** By number: padding 0, begin 1, end 2. */
const specialTokens = ["<pad>", "<bos>", endOfText];

/** What a tokenizer is made with. */
export interface WordByteOptions {
  /** Size of the vocabulary, the three special tokens and the 256 bytes included; words of equal count go by alphabet. */
  limit: number;
  /** Terms of several words that count as one word, such as "sea surface temperatures"; also at the start of a sentence. */
  terms?: readonly string[];
  /** Where `encode` cuts; default 1024. */
  maxLength?: number;
}

/**
 * A tokenizer with the most frequent words of some texts as tokens of their own; other words are spelled in bytes.
 *
 * Every text has tokens and comes back from them as it was, letter case and space included: a space belongs to the
 * word after it. What `save` writes is a byte-level byte-pair tokenizer that keeps known words whole and joins
 * nothing else; LLaMA 3's is of this form. `encode` puts <bos> first.
 *
 * @throws RangeError if `limit` leaves no room for a word
 */
export function wordByteTokenizer(
  texts: Iterable<string>,
  { limit, terms = [], maxLength = 1024 }: WordByteOptions,
): Tokenizer {
  const bytes = byteCharacters();
  const first = [...specialTokens, ...bytes];
  if (!(Number.isSafeInteger(limit) && limit > first.length)) {
    throw new RangeError(
      `wordByteTokenizer: limit is ${limit}, expected a whole number above ${first.length}`,
    );
  }
  const pattern = wordPattern(terms);
  const words = frequentWords(texts, pattern, limit - first.length, new Set(bytes));
  return tokenizerOf(tokenizerJson(pattern, [...first, ...words]), tokenizerConfig(maxLength));
}

/** The words as the splitter gives them: bytes as characters, a space as part of the word after it. */
function frequentWords(
  texts: Iterable<string>,
  pattern: string,
  limit: number,
  bytes: ReadonlySet<string>,
): string[] {
  const counts = new Map<string, number>();
  const { pre_tokenizer: splitter } = openTokenizer(
    tokenizerJson(pattern, [...bytes]),
    tokenizerConfig(1024),
  );
  for (const text of texts) {
    for (const line of text.split(endOfText).filter((line) => line !== "")) {
      for (const word of splitter!.pre_tokenize(line)) {
        if (!bytes.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return byCount.slice(0, limit).map(([word]) => word);
}

/**
 * What is one word: a term, the longest first and its first letter large or small; letters; digits; marks; space.
 *
 * Without terms it is GPT-2's pattern but for the English contractions.
 */
function wordPattern(terms: readonly string[]): string {
  // By first letter: some hundred alternatives at every word would take the splitter milliseconds a text.
  const byLetter = new Map<string, string[]>();
  for (const term of [...terms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const [first, ...rest] = Array.from(term);
    const cases = [...new Set([first.toUpperCase(), first.toLowerCase()])].map(escaped).join("|");
    byLetter.set(cases, [...(byLetter.get(cases) ?? []), escaped(rest.join(""))]);
  }
  const groups = [...byLetter].map(([cases, rests]) => `(?:${cases})(?:${rests.join("|")})`);
  const known = groups.length > 0 ? ` ?(?:${groups.join("|")})(?![\\p{L}\\p{N}])|` : "";
  return `${known} ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
}

/**
 * One visible character for each byte: Latin-1's own where it is visible, else one from U+0100.
 *
 * Source:  Radford et al. 2019, Section 2.2, in the code published with it; all byte-level tokenizers have it.
 * Differs: nothing.
 */
function byteCharacters(): string[] {
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCodePoint(visible ? byte : 256 + others++);
  });
}

function tokenizerJson(pattern: string, vocabulary: readonly string[]): TokenizerJson {
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const split = { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false };
  const begin = { SpecialToken: { id: "<bos>", type_id: 0 } };
  const sequence = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens(specialTokens),
    normalizer: null,
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    post_processor: {
      type: "TemplateProcessing",
      single: [begin, sequence("A", 0)],
      pair: [begin, sequence("A", 0), sequence("B", 1)],
      special_tokens: { "<bos>": { id: "<bos>", ids: [1], tokens: ["<bos>"] } },
    },
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: true,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      merges: [],
    },
  };
}

function tokenizerConfig(maxLength: number): TokenizerConfigJson {
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    model_max_length: maxLength,
    pad_token: "<pad>",
    bos_token: "<bos>",
    eos_token: endOfText,
    clean_up_tokenization_spaces: false,
  };
}
