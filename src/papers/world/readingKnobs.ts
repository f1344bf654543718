/**
 * @file What the world's language model has read: texts of a shifted world, on pages in the form of prompts.
 */
import { generatedWorld } from "../../data/world/settings";
import type { WorldKnobs } from "../../data/world/worldKnobs";
import type { PromptMethodName } from "../../text/prompts/promptMethods";

/** Settings of the pages; each part of the shift has its own. */
export type ReadingKnobs = {
  /** The distribution of the texts: label noise, diversity, topicality, style. */
  texts: WorldKnobs;
  /** How often a page has the form of each way to ask, as weights. */
  methods: Readonly<Record<PromptMethodName, number>>;
  /** How often a page is in each of `worldWordings`, as weights. */
  wordings: readonly number[];
  /** How often all texts of a page share class and subtopic; else each has its own. What makes demonstrations matter. */
  focus: number;
  /** How often a text under a topic has a subtopic by chance instead. */
  topicSlip: number;
};

/**
 * The pages that `world/pretrain` trains on.
 *
 * Texts are of the generated world, with less label noise and a little more on their own topic: a model that reads 20 %
 * wrong labels writes too few texts of the class asked for to learn anything from comparing them. The exact posterior
 * of real texts is then right on .89 of the texts; with the generated world's own kinds of sentences on .86. Texts have
 * three or four sentences.
 */
export const readingKnobs: ReadingKnobs = {
  texts: {
    ...generatedWorld,
    labelNoise: 0.07,
    sentenceTypes: { topic: 0.5, shared: 0.13, partner: 0.09, generic: 0.28 },
    sentenceCounts: { 3: 1, 4: 1 },
  },
  methods: {
    "zero-shot": 12,
    "zero-shot topic": 4,
    "one-shot": 2,
    "two-shot": 1.5,
    "few-shot 3": 1,
    "few-shot 5": 1,
  },
  wordings: [6, 1, 1],
  focus: 0.7,
  topicSlip: 0.1,
};
