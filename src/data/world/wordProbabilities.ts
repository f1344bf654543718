/** @file How likely each word is in a place of a sentence, by kind of sentence, class and subtopic. */
import type { Grammar } from "./grammar";
import type { SentenceTypes, WorldKnobs } from "./worldKnobs";

/** A list of words and how often a place is filled from it. */
export interface WordSource {
  share: number;
  words: readonly number[];
  /** One probability per word of the list; they sum to 1. */
  probabilities: readonly number[];
}

export const sentenceTypeNames = ["topic", "shared", "partner", "generic"] as const;

/**
 * Where the words of a sentence come from:
 *
 *     topic   = .65 own subtopic + .12 own class + .23 shared by the group
 *     shared  = .75 shared by the group + .25 generic
 *     partner = .65 any subtopic of the partner + .12 partner class + .23 shared by the group
 *     generic = generic
 */
export function wordSources(
  grammar: Grammar,
  knobs: WorldKnobs,
  type: keyof SentenceTypes,
  label: number,
  subtopic: number,
): WordSource[] {
  const from = (share: number, words: readonly number[]): WordSource => {
    return { share, words, probabilities: listProbabilities(words.length, knobs) };
  };
  const generic = grammar.genericWords;
  const shared = grammar.sharedWords[label];
  if (type === "generic") return [from(1, generic)];
  if (type === "shared") return [from(0.75, shared), from(0.25, generic)];
  const of = type === "topic" ? label : grammar.partner[label];
  const topics = type === "topic" ? [grammar.topicWords[of][subtopic]] : grammar.topicWords[of];
  return [
    ...topics.map((words) => from(0.65 / topics.length, words)),
    from(0.12, grammar.classWords[of]),
    from(0.23, shared),
  ];
}

/** Zipf's law over a list, without its dropped end; the first word is never dropped. */
function listProbabilities(length: number, { wordZipf, droppedWords }: WorldKnobs): number[] {
  const kept = Math.max(1, length - Math.round(droppedWords * length));
  return zipf(length, wordZipf, kept);
}

/** Probabilities in proportion to rank^-exponent for the first `kept` of `length` ranks, 0 for the others. */
export function zipf(length: number, exponent: number, kept = length): number[] {
  const weights = Array.from({ length }, (_, i) => (i < kept ? (i + 1) ** -exponent : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
