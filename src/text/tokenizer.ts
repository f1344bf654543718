/**
 * @file From text to token numbers and back, equal to transformers' fast tokenizers.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keptLengths } from "./keptLengths";
import { openTokenizer, type TokenizerConfigJson, type TokenizerJson } from "./openTokenizer";
import { writeWhole } from "./writeWhole";

/** A text, or a pair of texts, as token numbers with the special tokens in place. */
export interface Encoding {
  ids: number[];
  /** For each token: 0 where it belongs to the first text, 1 where to the second. */
  typeIds: number[];
}

/** One vocabulary with its rules; `loadTokenizer` and `wordTokenizer` make them. */
export interface Tokenizer {
  /** The number that fills a batch's rows up. */
  readonly padId: number;
  /** How many numbers there are: ids lie in [0, size). */
  readonly size: number;
  /** The length at which `encode` cuts when told no other. */
  readonly maxLength: number;
  /**
   * The token numbers of a text or a pair, special tokens included.
   *
   * What is longer than `maxLength` loses tokens at its end, of a pair the longer text first.
   *
   * @throws TypeError if a text is not a string
   * @throws RangeError if `maxLength` leaves no room for a token beside the special ones
   */
  encode(text: string, textPair?: string, maxLength?: number): Encoding;
  /** The text of token numbers, without special tokens. */
  decode(ids: ArrayLike<number>): string;
  /** The word pieces that `encode` makes, in words. */
  pieces(text: string): string[];
  /** Writes tokenizer.json and tokenizer_config.json, from which transformers loads the same tokenizer. */
  save(folder: string): void;
}

/**
 * The tokenizer of a Hugging Face folder.
 *
 * @param folder holds tokenizer.json and tokenizer_config.json
 * @throws RangeError if one of the files is missing or is not JSON
 */
export function loadTokenizer(folder: string): Tokenizer {
  const json = readJson(join(folder, "tokenizer.json")) as TokenizerJson;
  const config = readJson(join(folder, "tokenizer_config.json")) as TokenizerConfigJson;
  return tokenizerOf(json, config);
}

/** The tokenizer that the contents of tokenizer.json and tokenizer_config.json describe. */
export function tokenizerOf(json: TokenizerJson, config: TokenizerConfigJson): Tokenizer {
  const library = openTokenizer(json, config);
  const idOf = (token: string) => library.token_to_id(token) ?? library.model!.unk_token_id!;
  const addSpecial = (tokens: string[], pairTokens?: string[]) =>
    library.post_processor?.post_process(tokens, pairTokens) ?? {
      tokens: [...tokens, ...(pairTokens ?? [])],
    };
  const specialTokens = {
    single: addSpecial([]).tokens.length,
    pair: addSpecial([], []).tokens.length,
  };
  const maxLength = usualMaxLength(config);

  const encode = (text: string, textPair?: string, longest = maxLength): Encoding => {
    expectText("text", text);
    if (textPair !== undefined) expectText("textPair", textPair);
    const tokens = library.tokenize(text);
    const pairTokens = textPair === undefined ? undefined : library.tokenize(textPair);
    const room = longest - (pairTokens ? specialTokens.pair : specialTokens.single);
    if (!(room > 0)) {
      throw new RangeError(
        `encode: maxLength is ${longest}, expected above ${longest - room}, the special tokens`,
      );
    }
    const kept = keptLengths(tokens.length, pairTokens?.length ?? 0, room);
    const all = addSpecial(tokens.slice(0, kept.first), pairTokens?.slice(0, kept.second));
    const typeIds = "token_type_ids" in all ? all.token_type_ids : undefined;
    return { ids: all.tokens.map(idOf), typeIds: typeIds ?? all.tokens.map(() => 0) };
  };

  return {
    padId: padIdOf(json, config, library.token_to_id.bind(library)),
    size: library.get_vocab().size,
    maxLength,
    encode,
    decode: (ids) => (ids.length === 0 ? "" : library.decode(Array.from(ids), decodeOptions)),
    pieces: (text) => library.tokenize(text),
    save: (folder) => {
      writeWhole(join(folder, "tokenizer.json"), JSON.stringify(json));
      writeWhole(join(folder, "tokenizer_config.json"), `${JSON.stringify(config, null, 2)}\n`);
    },
  };
}

/** The word-piece decoder has its own cleaning; transformers 5 does no second one. */
const decodeOptions = { skip_special_tokens: true, clean_up_tokenization_spaces: false };

/** BERT's length where the folder names none; transformers writes 1e30 for "no limit". */
function usualMaxLength(config: TokenizerConfigJson): number {
  const named = config.model_max_length;
  return named !== undefined && named < 1e9 ? named : 512;
}

function padIdOf(
  json: TokenizerJson,
  config: TokenizerConfigJson,
  idOf: (token: string) => number | undefined,
): number {
  const name = typeof config.pad_token === "object" ? config.pad_token?.content : config.pad_token;
  const id = (name === undefined ? undefined : idOf(name)) ?? json.padding?.pad_id;
  if (id === undefined) {
    throw new RangeError(`loadTokenizer: pad_token is ${name}, expected a token of the vocabulary`);
  }
  return id;
}

function expectText(name: string, value: unknown): void {
  if (typeof value !== "string") throw new TypeError(`encode: ${name} is ${typeof value}, expected a string`);
}

function readJson(file: string): unknown {
  if (!existsSync(file))
    throw new RangeError(`loadTokenizer: ${file} is missing, expected a Hugging Face folder`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RangeError(`loadTokenizer: ${file} is not JSON (${(error as Error).message})`);
  }
}
