/**
 * @file The tokenizer that a tokenizer.json describes, with transformers' normalisation and decoding.
 */
import {
  ByteFallbackDecoder,
  ByteLevelDecoder,
  ByteLevelPreTokenizer,
  Tokenizer as LibraryTokenizer,
  SequenceDecoder,
  SequencePreTokenizer,
} from "@huggingface/tokenizers";
import { bertNormalize } from "./bertNormalize";
import { byteFallbackDecode, byteLevelDecode, byteLevelWords } from "./byteTokens";
import { type AddedTokenJson, forgottenTokens, type NamedToken } from "./specialTokens";
import { stripAroundTokens, withoutStripping } from "./stripAroundTokens";

/** What tokenizer.json holds, as far as this project reads it. */
export interface TokenizerJson {
  normalizer: { type: string; [option: string]: unknown } | null;
  post_processor: { type: string; [option: string]: unknown } | null;
  model: { type: string; vocab: unknown; [option: string]: unknown };
  added_tokens?: AddedTokenJson[];
  padding?: { pad_id?: number } | null;
  [part: string]: unknown;
}

/** What tokenizer_config.json holds, as far as this project reads it. */
export interface TokenizerConfigJson {
  bos_token?: NamedToken;
  eos_token?: NamedToken;
  unk_token?: NamedToken;
  sep_token?: NamedToken;
  pad_token?: NamedToken;
  cls_token?: NamedToken;
  mask_token?: NamedToken;
  additional_special_tokens?: NamedToken[];
  model_max_length?: number;
  [setting: string]: unknown;
}

/** The library's tokenizer for these two files, where it differs from transformers put right. */
export function openTokenizer(json: TokenizerJson, config: TokenizerConfigJson): LibraryTokenizer {
  const added = [...(json.added_tokens ?? []), ...forgottenTokens(json, config)];
  const tokenizer = new LibraryTokenizer({ ...json, added_tokens: withoutStripping(added) }, config);
  stripAroundTokens(tokenizer, added);
  if (json.normalizer?.type === "BertNormalizer") useBertNormalizer(tokenizer, json.normalizer);
  useUnicodeSpaces(tokenizer.pre_tokenizer);
  useStrictBytes(tokenizer.decoder);
  return tokenizer;
}

function useBertNormalizer(tokenizer: LibraryTokenizer, settings: Record<string, unknown>): void {
  const options = {
    cleanText: settings.clean_text !== false,
    handleChineseCharacters: settings.handle_chinese_chars !== false,
    stripAccents: (settings.strip_accents ?? null) as boolean | null,
    lowercase: settings.lowercase !== false,
  };
  tokenizer.normalizer!.normalize = (text) => bertNormalize(text, options);
}

function useUnicodeSpaces(splitter: LibraryTokenizer["pre_tokenizer"]): void {
  if (splitter instanceof SequencePreTokenizer) splitter.tokenizers.forEach(useUnicodeSpaces);
  if (splitter instanceof ByteLevelPreTokenizer) splitter.pattern = byteLevelWords;
}

/** The library drops a byte order mark, or makes another number of U+FFFD where bytes are no text. */
function useStrictBytes(decoder: LibraryTokenizer["decoder"]): void {
  if (decoder instanceof SequenceDecoder) decoder.decoders.forEach(useStrictBytes);
  if (decoder instanceof ByteLevelDecoder) decoder.decode_chain = (tokens) => [byteLevelDecode(tokens)];
  if (decoder instanceof ByteFallbackDecoder) decoder.decode_chain = byteFallbackDecode;
}
