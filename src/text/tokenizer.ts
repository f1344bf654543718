/**
 * @file From text to token numbers and back, equal to transformers' fast tokenizers.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keptLengths } from "./keptLengths";
import { openTokenizer, type TokenizerConfigJson, type TokenizerJson } from "./openTokenizer";
import { specialTokenAdder } from "./specialTokenAdder";
import { specialIds, tokenName } from "./specialTokens";
import { writeWhole } from "./writeWhole";

/** A text, or a pair of texts, as token numbers with the special tokens in place. */
export interface Encoding {
  ids: number[];
  /** For each token: 0 where it belongs to the first text, 1 where to the second. */
  typeIds: number[];
}

/** One vocabulary with its rules; `loadTokenizer` and `wordTokenizer` make them. */
export interface Tokenizer {
  /** The number that fills a batch's rows up: of the padding token, or of the end token where there is none. */
  readonly padId: number;
  /** The number that starts a text, where the folder names one. */
  readonly bosId?: number;
  /** The numbers that end a text, as far as the tokenizer's folder names them; a model may know more. */
  readonly eosIds: readonly number[];
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
  /**
   * The token numbers of a text alone, without special tokens around it and however long it is.
   *
   * What is written like a special token becomes one, as in transformers: a chat prompt needs that.
   *
   * @throws TypeError if the text is not a string
   */
  encodePlain(text: string): number[];
  /** The text of token numbers, without special tokens unless told so; numbers without a token are left out. */
  decode(ids: ArrayLike<number>, options?: { specialTokens?: boolean }): string;
  /**
   * A token as its vocabulary spells it, for example `Ġthe` or `▁the`.
   *
   * @throws RangeError if no token has the number
   */
  tokenText(id: number): string;
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
  const namedId = (name: string | undefined) => (name === undefined ? undefined : library.token_to_id(name));
  const eosId = namedId(tokenName(config.eos_token));
  const special = specialIds(json, config);

  return {
    padId: padIdOf(json, config, namedId, eosId),
    bosId: namedId(tokenName(config.bos_token)),
    eosIds: eosId === undefined ? [] : [eosId],
    size: library.get_vocab().size,
    maxLength: usualMaxLength(json, config),
    encode: encoder(library, idOf, specialTokenAdder(library, json), usualMaxLength(json, config)),
    encodePlain: (text) => {
      expectText("encodePlain", "text", text);
      return library.tokenize(text).map(idOf);
    },
    decode: (ids, { specialTokens = false } = {}) => {
      const shown = specialTokens ? Array.from(ids) : Array.from(ids).filter((id) => !special.has(id));
      const tokens = shown.flatMap((id) => library.id_to_token(id) ?? []);
      return library.decoder?.decode(tokens) ?? tokens.join(" ");
    },
    tokenText: (id) => {
      const token = library.id_to_token(id);
      if (token !== undefined) return token;
      throw new RangeError(`tokenText: id is ${id}, expected the number of a token`);
    },
    pieces: (text) => library.tokenize(text),
    save: (folder) => {
      writeWhole(join(folder, "tokenizer.json"), JSON.stringify(json));
      writeWhole(join(folder, "tokenizer_config.json"), `${JSON.stringify(config, null, 2)}\n`);
    },
  };
}

type Library = ReturnType<typeof openTokenizer>;

function encoder(
  library: Library,
  idOf: (token: string) => number,
  addSpecial: ReturnType<typeof specialTokenAdder>,
  usual: number,
): Tokenizer["encode"] {
  const specialTokens = { single: addSpecial([]).tokens.length, pair: addSpecial([], []).tokens.length };

  return (text, textPair, longest = usual) => {
    expectText("encode", "text", text);
    if (textPair !== undefined) expectText("encode", "textPair", textPair);
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
    return { ids: all.tokens.map(idOf), typeIds: all.typeIds };
  };
}

/**
 * The length that the folder names, where it does; transformers writes 1e30 for "no limit".
 *
 * Without one an encoder, known by its word pieces or its classification token, has BERT's, and a decoder none.
 */
function usualMaxLength(json: TokenizerJson, config: TokenizerConfigJson): number {
  const named = config.model_max_length;
  if (named !== undefined && named < 1e9) return named;
  return json.model.type === "WordPiece" || config.cls_token ? 512 : Number.POSITIVE_INFINITY;
}

function padIdOf(
  json: TokenizerJson,
  config: TokenizerConfigJson,
  namedId: (name: string | undefined) => number | undefined,
  eosId: number | undefined,
): number {
  const name = tokenName(config.pad_token);
  const id = namedId(name) ?? json.padding?.pad_id ?? eosId;
  if (id === undefined) {
    throw new RangeError(`loadTokenizer: pad_token is ${name}, expected a token of the vocabulary`);
  }
  return id;
}

function expectText(caller: string, name: string, value: unknown): void {
  if (typeof value !== "string") {
    throw new TypeError(`${caller}: ${name} is ${typeof value}, expected a string`);
  }
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
