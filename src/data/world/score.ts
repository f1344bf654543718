/** @file log P(text | the class it was written from), exact for every text. */

import { distinctProbabilities } from "./distinctProbabilities";
import type { Grammar } from "./grammar";
import { logAdd, logSumExp } from "./logSpace";
import { readSentences, type Sentence } from "./sentences";
import { zipf } from "./wordProbabilities";
import { type WordTable, wordTables } from "./wordTables";
import type { WorldKnobs } from "./worldKnobs";

/** log P(text | written from the class), one number per class. */
export type Score = (text: string) => Float64Array;

/** log P(text | written from the class and the subtopic), by cell: `class * subtopics + subtopic`. */
export type CellScore = (text: string) => Float64Array;

/**
 * The share ε of sentences, and of numbers of sentences, that the grammar does not write. So small that no
 * sampled text has one and that the grammar's texts sum to 1 in 11 digits, but above 0: so every text has a
 * probability and a posterior.
 */
const brokenShare = 1e-12;
const logBrokenShare = Math.log(brokenShare);
const logWholeShare = Math.log1p(-brokenShare);

/**
 * Makes the function that scores texts.
 *
 *     P(text | class)        = Σ_z P(z | class) P(number of sentences) Π_s P(sentence s | class, z) / D
 *     P(sentence | class, z) = (1 - ε) P(template) Σ_t P(t) Π_places P(word | t, class, z) / D_t + ε P(broken)
 *
 * z is the subtopic and t the kind of the sentence, both hidden. D is the probability that independent draws
 * are different templates, D_t that they are different words: no text has a template twice, and no sentence a
 * word. A broken sentence is a string of words of the lexicon, function words and unknown tokens, and only the
 * words of the lexicon say something of the class.
 *
 * @throws RangeError if there are too few words or templates for different ones
 */
export function createScore(grammar: Grammar, knobs: WorldKnobs): Score {
  const scoreCells = createCellScore(grammar, knobs);
  const subtopics = grammar.subtopics[0].length;
  const logSubtopic = (knobs.subtopicPrior ?? zipf(subtopics, 0)).map(Math.log);
  return (text) => {
    const cells = scoreCells(text);
    return Float64Array.from(grammar.labels, (_, label) => {
      return logSumExp(logSubtopic.map((log, subtopic) => log + cells[label * subtopics + subtopic]));
    });
  };
}

/**
 * Makes the function that scores texts by what they were written from, subtopic included: the terms of the sum over
 * z in `createScore`, without P(z | class).
 *
 * @throws RangeError if there are too few words or templates for different ones
 */
export function createCellScore(grammar: Grammar, knobs: WorldKnobs): CellScore {
  checkTemplateCount(grammar, knobs);
  const subtopics = grammar.subtopics[0].length;
  const tables = wordTables(grammar, knobs);
  const templates = zipf(grammar.templates.length, knobs.templateZipf);
  const logTemplate = templates.map(Math.log);
  const logDistinct = distinctProbabilities(templates, templates.length).map(Math.log);
  return (text) => {
    const sentences = readSentences(grammar, text);
    const whole = sentences.filter((sentence) => sentence.template >= 0).length;
    const logOutline = logSentenceCount(knobs, sentences.length) - logDistinct[whole];
    const cells = new Float64Array(grammar.labels.length * subtopics).fill(logOutline);
    for (const sentence of sentences) {
      const logTokens = logTokensOf(sentence, grammar.functionWords.size);
      addSentence(cells, tables, sentence, logTemplate[sentence.template], logTokens);
    }
    return cells;
  };
}

function checkTemplateCount({ templates }: Grammar, { sentenceCounts }: WorldKnobs): void {
  const most = Math.max(...Object.keys(sentenceCounts).map(Number));
  if (most > templates.length) {
    throw new RangeError(
      `createScore: sentenceCounts has ${most}, expected at most the ${templates.length} templates`,
    );
  }
}

/** Numbers of sentences that the knobs exclude share ε, halving with each sentence. */
function logSentenceCount({ sentenceCounts }: WorldKnobs, count: number): number {
  const total = Object.values(sentenceCounts).reduce((sum, weight) => sum + weight, 0);
  const written = (sentenceCounts[count] ?? 0) / total;
  return logAdd(logWholeShare + Math.log(written), logBrokenShare - (count + 1) * Math.LN2);
}

/** Adds log P(sentence | cell) to each cell. */
function addSentence(
  cells: Float64Array,
  tables: readonly WordTable[],
  { template, words }: Sentence,
  logTemplate: number,
  logTokens: number,
): void {
  const isWhole = template >= 0 && new Set(words).size === words.length;
  for (let cell = 0; cell < cells.length; cell++) {
    const broken = logBrokenShare + logTokens + logBrokenWords(tables, words, cell);
    const whole = isWhole ? logWholeShare + logTemplate + logWholeWords(tables, words, cell) : -Infinity;
    cells[cell] += logAdd(whole, broken);
  }
}

/** log Σ_t P(t) Π P(word | t, cell) / D_t, for different words. */
function logWholeWords(tables: readonly WordTable[], words: readonly number[], cell: number): number {
  let sum = -Infinity;
  for (const { logShare, logWord, logDistinct } of tables) {
    let log = logShare - logDistinct[words.length][cell];
    for (const word of words) log += logWord[word][cell];
    sum = logAdd(sum, log);
  }
  return sum;
}

/** log Σ_t P(t) Π (0.99 P(word | t, cell) + 0.01 / words). */
function logBrokenWords(tables: readonly WordTable[], words: readonly number[], cell: number): number {
  let sum = -Infinity;
  for (const { logShare, logSmoothed } of tables) {
    let log = logShare;
    for (const word of words) log += logSmoothed[word][cell];
    sum = logAdd(sum, log);
  }
  return sum;
}

/**
 * The part of a broken sentence's log-probability that is the same for all classes. Before each token the
 * sentence ends with a full stop (1/4), ends without (1/4), or goes on (1/2); the token is of the lexicon, a
 * function word or unknown (1/3 each), and an unknown token is spelled, one of 2^16 characters at a time.
 */
function logTokensOf({ words, functionTokens, unknownTokens }: Sentence, functionWords: number): number {
  const tokens = words.length + functionTokens + unknownTokens.length;
  const spelled = unknownTokens.reduce((sum, token) => sum + 17 * token.length + 1, 0);
  return -tokens * Math.log(6) - 2 * Math.LN2 - functionTokens * Math.log(functionWords) - spelled * Math.LN2;
}
