/**
 * @file Pages as the language model reads them: words, then token numbers.
 */
import type { Grammar } from "../../data/world/grammar";
import type { Random } from "../../random/stream";
import { type PackedRow, packRows } from "../../text/packRows";
import type { Tokenizer } from "../../text/tokenizer";
import { wordByteTokenizer } from "../../text/wordByteTokenizer";
import type { PageLaw, WorldPage } from "./pageLaw";
import type { WorldModelSettings } from "./worldModelSettings";
import { worldCompletion, worldPromptText, worldWordings } from "./worldPrompt";

/** How many pages the vocabulary is taken from. */
const vocabularyPages = 3000;

/** The page in words, the end of its last line included. */
export function pageText({ wording, prompt, text }: WorldPage): string {
  return worldPromptText(prompt, worldWordings[wording]) + worldCompletion(text);
}

/** The model's tokenizer: frequent words of the pages, with the world's terms of several words as one. */
export function pageTokenizer(
  grammar: Grammar,
  law: PageLaw,
  { vocabulary, decoder }: WorldModelSettings,
  random: Random,
): Tokenizer {
  const texts = Array.from({ length: vocabularyPages }, () => pageText(law.sample(random)));
  const terms = grammar.words.filter((word) => /[\s-]/.test(word));
  return wordByteTokenizer(texts, { limit: vocabulary, terms, maxLength: decoder.maxPositions });
}

/** New pages in packed rows, as many as are asked for; the same stream gives the same pages. */
export function pageRows(
  law: PageLaw,
  tokenizer: Tokenizer,
  { count, length }: { count: number; length: number },
  random: Random,
): PackedRow[] {
  const texts: number[][] = [];
  let tokens = 0;
  // A fortieth more than fills the rows, for what their ends leave empty.
  while (tokens < 1.025 * count * length) {
    const ids = tokenizer.encode(pageText(law.sample(random))).ids;
    tokens += Math.min(ids.length, length);
    texts.push(ids);
  }
  const rows = packRows(texts, { length, padId: tokenizer.padId });
  if (rows.length >= count) return rows.slice(0, count);
  return [...rows, ...pageRows(law, tokenizer, { count: count - rows.length, length }, random)];
}
