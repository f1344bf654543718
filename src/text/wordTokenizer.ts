/**
 * @file A word-level tokenizer made from texts, for models that are trained here from scratch.
 */
import { addedTokens } from "./addedTokens";
import { openTokenizer, type TokenizerConfigJson, type TokenizerJson } from "./openTokenizer";
import { type Tokenizer, tokenizerOf } from "./tokenizer";

const specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/**
 * A tokenizer with the most frequent words of some texts as its vocabulary.
 *
 * Texts are lower-cased, freed of accents and split at white space and punctuation, as for BERT. A word that is not
 * among the `limit` becomes [UNK]. What `save` writes is a word-piece tokenizer without any continuing pieces, which
 * is the same thing and loads in transformers as a BERT tokenizer.
 *
 * @param limit size of the vocabulary, the five special tokens included; words of equal count go by alphabet
 * @param maxLength where `encode` cuts
 * @throws RangeError if `limit` leaves no room for a word
 */
export function wordTokenizer(
  texts: Iterable<string>,
  { limit, maxLength = 512 }: { limit: number; maxLength?: number },
): Tokenizer {
  if (!(Number.isSafeInteger(limit) && limit > specialTokens.length)) {
    throw new RangeError(
      `wordTokenizer: limit is ${limit}, expected a whole number above ${specialTokens.length}`,
    );
  }
  const words = frequentWords(texts, limit - specialTokens.length);
  return tokenizerOf(tokenizerJson([...specialTokens, ...words]), tokenizerConfig(maxLength));
}

function frequentWords(texts: Iterable<string>, limit: number): string[] {
  const counts = new Map<string, number>();
  const { normalizer, pre_tokenizer: splitter } = openTokenizer(
    tokenizerJson(specialTokens),
    tokenizerConfig(512),
  );
  for (const text of texts) {
    for (const word of splitter!.pre_tokenize(normalizer!.normalize(text))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return byCount.slice(0, limit).map(([word]) => word);
}

function tokenizerJson(vocabulary: string[]): TokenizerJson {
  const special = (id: string, type: number) => ({ SpecialToken: { id, type_id: type } });
  const sequence = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  const ids = (token: string) => ({ id: token, ids: [vocabulary.indexOf(token)], tokens: [token] });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens(specialTokens),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
      pair: [
        special("[CLS]", 0),
        sequence("A", 0),
        special("[SEP]", 0),
        sequence("B", 1),
        special("[SEP]", 1),
      ],
      special_tokens: { "[CLS]": ids("[CLS]"), "[SEP]": ids("[SEP]") },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
}

function tokenizerConfig(maxLength: number): TokenizerConfigJson {
  return {
    tokenizer_class: "BertTokenizer",
    do_lower_case: true,
    model_max_length: maxLength,
    pad_token: "[PAD]",
    unk_token: "[UNK]",
    cls_token: "[CLS]",
    sep_token: "[SEP]",
    mask_token: "[MASK]",
  };
}
