/** @file The knobs of the exact world: what can differ between the real world and a generated one. */
import type { Grammar } from "./grammar";

/** How often each kind of sentence is written. The four sum to 1. */
export interface SentenceTypes {
  /** On the text's own subtopic. */
  topic: number;
  /** On what the class shares with the classes it is confused with. */
  shared: number;
  /** On a subtopic of the partner class: misleading. */
  partner: number;
  /** On nothing in particular. */
  generic: number;
}

/** Settings of one distribution over texts and labels. Each part of a shift has knobs of its own. */
export interface WorldKnobs {
  /** Class prior: P(label), in the order of the labels. Left out: uniform. */
  classPrior?: readonly number[];
  /** Label noise: how often a text was written from another class than its label says. None: 0. */
  labelNoise: number;
  /** Label noise: the share of it that comes from the partner class; the rest is spread over all others. */
  noiseToPartner: number;
  /** Diversity: the word of rank r in its list has a probability in proportion to r^-wordZipf. */
  wordZipf: number;
  /** Diversity: P(subtopic | class). Left out: uniform. */
  subtopicPrior?: readonly number[];
  /** Diversity: the share of each list, from its end, that is never written. None: 0. */
  droppedWords: number;
  /** Topicality: the kinds of sentences. */
  sentenceTypes: SentenceTypes;
  /** Style: the template of rank r has a probability in proportion to r^-templateZipf. */
  templateZipf: number;
  /** Style: how often a text has so many sentences, as weights. */
  sentenceCounts: Readonly<Record<number, number>>;
}

/**
 * Refuses knobs that are no distribution over this grammar.
 *
 * @throws RangeError that names the knob
 */
export function checkKnobs(grammar: Grammar, knobs: WorldKnobs): void {
  for (const name of ["labelNoise", "noiseToPartner", "droppedWords"] as const) {
    if (!(knobs[name] >= 0 && knobs[name] <= 1)) {
      throw new RangeError(`checkKnobs: ${name} is ${knobs[name]}, expected a number from 0 to 1`);
    }
  }
  for (const name of ["wordZipf", "templateZipf"] as const) {
    if (!(knobs[name] >= 0 && knobs[name] < Infinity)) {
      throw new RangeError(`checkKnobs: ${name} is ${knobs[name]}, expected a finite number from 0`);
    }
  }
  checkProbabilities("sentenceTypes", Object.values(knobs.sentenceTypes), 4);
  if (knobs.classPrior) checkProbabilities("classPrior", knobs.classPrior, grammar.labels.length);
  if (knobs.classPrior?.includes(0)) {
    throw new RangeError(
      `checkKnobs: classPrior is ${knobs.classPrior.join(", ")}, expected numbers above 0`,
    );
  }
  if (knobs.subtopicPrior)
    checkProbabilities("subtopicPrior", knobs.subtopicPrior, grammar.subtopics[0].length);
  checkCounts(knobs.sentenceCounts);
}

function checkProbabilities(name: string, values: readonly number[], length: number): void {
  if (values.length !== length) {
    throw new RangeError(`checkKnobs: ${name} has ${values.length} numbers, expected ${length}`);
  }
  const sum = values.reduce((total, value) => total + value, 0);
  if (!values.every((value) => value >= 0) || !(Math.abs(sum - 1) < 1e-9)) {
    throw new RangeError(
      `checkKnobs: ${name} is ${values.join(", ")}, expected numbers from 0 that sum to 1`,
    );
  }
}

function checkCounts(counts: Readonly<Record<number, number>>): void {
  const entries = Object.entries(counts).map(([count, weight]) => [Number(count), weight]);
  const valid = entries.every(([count, weight]) => Number.isSafeInteger(count) && count > 0 && weight >= 0);
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  if (!valid || !(sum > 0 && sum < Infinity)) {
    throw new RangeError(
      `checkKnobs: sentenceCounts is ${JSON.stringify(counts)}, expected weights from 0 of whole numbers above 0`,
    );
  }
}
