/** @file The two settings of the exact world that the notebooks use: real texts, and what a language model makes of them. */
import type { WorldKnobs } from "./worldKnobs";

/**
 * Real texts: all subtopics alike, words and sentences of moderately even frequency, mostly on their own topic.
 *
 * One label in a hundred is an annotator's slip, half of them to the partner class. The best possible classifier
 * is right on about 95 of 100 texts. Without any slip P(y | x) would be 0 for most labels, and divergences to P
 * infinite (here: set by the share of broken sentences, which has no meaning).
 */
export const realWorld: WorldKnobs = {
  labelNoise: 0.01,
  noiseToPartner: 0.5,
  wordZipf: 0.5,
  droppedWords: 0,
  sentenceTypes: { topic: 0.53, shared: 0.12, partner: 0.06, generic: 0.29 },
  templateZipf: 0,
  sentenceCounts: { 3: 1, 4: 1, 5: 1 },
};

/**
 * What a language model writes when it is asked for such texts with a label.
 *
 * Label noise: some texts are about another class than was asked for, most often about the partner.
 * Diversity: favourite words and favourite subtopics. No word is dropped, so that every real text remains
 * possible and density ratios are finite.
 * Topicality: vaguer, with more sentences that say nothing or speak of the partner's subject.
 * Style: favourite sentences, and more of them in a text.
 */
export const generatedWorld: WorldKnobs = {
  labelNoise: 0.2,
  noiseToPartner: 0.7,
  wordZipf: 1.2,
  subtopicPrior: [0.5, 0.25, 0.15, 0.1],
  droppedWords: 0,
  sentenceTypes: { topic: 0.45, shared: 0.15, partner: 0.1, generic: 0.3 },
  templateZipf: 0.7,
  sentenceCounts: { 3: 1, 4: 2, 5: 2 },
};
