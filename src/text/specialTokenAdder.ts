/**
 * @file Special tokens around a text or a pair, as tokenizer.json's post-processor puts them.
 */
import type { openTokenizer, TokenizerJson } from "./openTokenizer";

/** Tokens with the special ones in place, and for each the text that it belongs to. */
interface ProcessedTokens {
  tokens: string[];
  typeIds: number[];
}

/**
 * A function that puts the special tokens around one text's tokens, or two texts'.
 *
 * Differs: from the library in RoBERTa's pairs, which it would give type 1 although RoBERTa knows one type only, and
 * where no template joins a pair, whose second text it would drop.
 */
export function specialTokenAdder(
  library: ReturnType<typeof openTokenizer>,
  json: TokenizerJson,
): (tokens: string[], pairTokens?: string[]) => ProcessedTokens {
  const oneType = json.post_processor?.type === "RobertaProcessing";
  return (tokens, pairTokens) => {
    const processed = library.post_processor?.post_process(tokens, pairTokens);
    if (processed?.token_type_ids === undefined) return joined(tokens, pairTokens ?? []);
    const typeIds = oneType ? processed.tokens.map(() => 0) : processed.token_type_ids;
    return { tokens: processed.tokens, typeIds };
  };
}

function joined(tokens: string[], pairTokens: string[]): ProcessedTokens {
  const typeIds = [...tokens.map(() => 0), ...pairTokens.map(() => 1)];
  return { tokens: [...tokens, ...pairTokens], typeIds };
}
