/** @file Reading a text: its sentences, the template of each, and the words in its places. */
import { type Grammar, place, skeletonKey } from "./grammar";
import { textTokens } from "./textTokens";

/** A sentence as read. */
export interface Sentence {
  /** The template, or -1 where the grammar rejects the sentence. No two sentences of a text have the same one. */
  template: number;
  /** Words of the lexicon, in order. */
  words: number[];
  functionTokens: number;
  /** What is neither a word of the lexicon nor a function word. */
  unknownTokens: string[];
}

/**
 * The sentences of a text.
 *
 * The grammar rejects a sentence that no template fits, that has the template of an earlier one, or that lacks
 * its full stop. It is read for the words in it: from left to right, the longest word of the lexicon first.
 */
export function readSentences(grammar: Grammar, text: string): Sentence[] {
  const sentences: Sentence[] = [];
  const used = new Set<number>();
  let tokens: string[] = [];
  for (const token of textTokens(text)) {
    if (token === ".") {
      const whole = readWhole(grammar, tokens);
      sentences.push(whole && !used.has(whole.template) ? whole : readBroken(grammar, tokens));
      if (whole) used.add(whole.template);
      tokens = [];
    } else tokens.push(token);
  }
  if (tokens.length > 0) sentences.push(readBroken(grammar, tokens));
  return sentences;
}

/** The share of a text's sentences that the grammar rejects; 1 for a text without sentences. */
export function rejectedShare(grammar: Grammar, text: string): number {
  const sentences = readSentences(grammar, text);
  if (sentences.length === 0) return 1;
  return sentences.filter((sentence) => sentence.template < 0).length / sentences.length;
}

function readWhole(grammar: Grammar, tokens: readonly string[]): Sentence | undefined {
  const skeleton: string[] = [];
  const words: number[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (grammar.functionWords.has(tokens[at])) {
      skeleton.push(tokens[at]);
      at += 1;
      continue;
    }
    const start = at;
    while (at < tokens.length && !grammar.functionWords.has(tokens[at])) at += 1;
    const word = grammar.wordIds.get(tokens.slice(start, at).join(" "));
    if (word === undefined) return undefined;
    skeleton.push(place);
    words.push(word);
  }
  const template = grammar.skeletons.get(skeletonKey(skeleton));
  if (template === undefined) return undefined;
  return { template, words, functionTokens: skeleton.length - words.length, unknownTokens: [] };
}

function readBroken(grammar: Grammar, tokens: readonly string[]): Sentence {
  const sentence: Sentence = { template: -1, words: [], functionTokens: 0, unknownTokens: [] };
  let at = 0;
  while (at < tokens.length) {
    const [word, length] = longestWordAt(grammar, tokens, at);
    if (word >= 0) sentence.words.push(word);
    else if (grammar.functionWords.has(tokens[at])) sentence.functionTokens += 1;
    else sentence.unknownTokens.push(tokens[at]);
    at += length;
  }
  return sentence;
}

function longestWordAt(grammar: Grammar, tokens: readonly string[], at: number): [number, number] {
  for (let length = Math.min(grammar.longestWord, tokens.length - at); length > 0; length--) {
    const word = grammar.wordIds.get(tokens.slice(at, at + length).join(" "));
    if (word !== undefined) return [word, length];
  }
  return [-1, 1];
}
