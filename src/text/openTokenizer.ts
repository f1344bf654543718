/**
 * @file The tokenizer that a tokenizer.json describes, with transformers' normalisation.
 */
import { Tokenizer as LibraryTokenizer } from "@huggingface/tokenizers";
import { bertNormalize } from "./bertNormalize";

/** What tokenizer.json holds, as far as this project reads it. */
export interface TokenizerJson {
  normalizer: { type: string; [option: string]: unknown } | null;
  post_processor: { type: string; [option: string]: unknown } | null;
  model: { type: string; vocab: unknown; [option: string]: unknown };
  padding?: { pad_id?: number } | null;
  [part: string]: unknown;
}

/** What tokenizer_config.json holds, as far as this project reads it. */
export interface TokenizerConfigJson {
  pad_token?: string | { content: string };
  model_max_length?: number;
  [setting: string]: unknown;
}

/** The library's tokenizer for these two files, where it differs from transformers put right. */
export function openTokenizer(json: TokenizerJson, config: TokenizerConfigJson): LibraryTokenizer {
  const tokenizer = new LibraryTokenizer(json, config);
  if (json.normalizer?.type === "BertNormalizer") useBertNormalizer(tokenizer, json.normalizer);
  if (json.post_processor?.type === "RobertaProcessing") useOneType(tokenizer);
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

/** RoBERTa knows one type of token only, also in pairs; the library would give the second text type 1. */
function useOneType(tokenizer: LibraryTokenizer): void {
  const processor = tokenizer.post_processor!;
  const process = processor.post_process.bind(processor);
  processor.post_process = (tokens, ...rest) => {
    const processed = process(tokens, ...rest);
    return { ...processed, token_type_ids: processed.tokens.map(() => 0) };
  };
}
