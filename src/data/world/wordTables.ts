/** @file Log-probabilities of words, tabulated for scoring: by kind of sentence, word, class and subtopic. */
import { distinctProbabilities } from "./distinctProbabilities";
import type { Grammar } from "./grammar";
import { sentenceTypeNames, wordSources } from "./wordProbabilities";
import type { SentenceTypes, WorldKnobs } from "./worldKnobs";

/** The tables of one kind of sentence. A cell is a class and a subtopic: `class * subtopics + subtopic`. */
export interface WordTable {
  /** log of how often sentences are of this kind. */
  logShare: number;
  /** log P(word | cell), by word, then by cell. */
  logWord: Float64Array[];
  /** log (0.99 P(word | cell) + 0.01 / words), by word, then by cell: never -Infinity. */
  logSmoothed: Float64Array[];
  /** log of the probability that n independent draws are n different words, by n, then by cell. */
  logDistinct: Float64Array[];
}

/** In a sentence that the grammar rejects, the share of words that are drawn from the whole lexicon alike. */
const stray = 0.01;

/**
 * The tables of the kinds of sentence that are written at all.
 *
 * @throws RangeError if one of them has too few words to fill a sentence with different ones
 */
export function wordTables(grammar: Grammar, knobs: WorldKnobs): WordTable[] {
  return sentenceTypeNames
    .filter((type) => knobs.sentenceTypes[type] > 0)
    .map((type) => wordTable(grammar, knobs, type));
}

function wordTable(grammar: Grammar, knobs: WorldKnobs, type: keyof SentenceTypes): WordTable {
  const most = Math.max(...grammar.templates.map((template) => template.slots));
  const byCell = grammar.subtopics.flatMap((names, label) => {
    return names.map((_, subtopic) => wordProbabilities(grammar, knobs, type, label, subtopic));
  });
  const distinct = byCell.map((probabilities) => distinctProbabilities(probabilities, most));
  if (distinct.some((byCount) => !(byCount[most] > 0))) {
    throw new RangeError(
      `wordTables: ${type} sentences have fewer than ${most} words, expected at least as many`,
    );
  }
  const smoothed = (p: number) => Math.log((1 - stray) * p + stray / grammar.words.length);
  return {
    logShare: Math.log(knobs.sentenceTypes[type]),
    logWord: grammar.words.map((_, word) => Float64Array.from(byCell, (of) => Math.log(of[word]))),
    logSmoothed: grammar.words.map((_, word) => Float64Array.from(byCell, (of) => smoothed(of[word]))),
    logDistinct: distinct[0].map((_, count) => Float64Array.from(distinct, (of) => Math.log(of[count]))),
  };
}

/** P(word | kind of sentence, class, subtopic), by word. */
function wordProbabilities(
  grammar: Grammar,
  knobs: WorldKnobs,
  type: keyof SentenceTypes,
  label: number,
  subtopic: number,
): Float64Array {
  const byWord = new Float64Array(grammar.words.length);
  for (const { share, words, probabilities } of wordSources(grammar, knobs, type, label, subtopic)) {
    for (const [i, word] of words.entries()) byWord[word] += share * probabilities[i];
  }
  return byWord;
}
