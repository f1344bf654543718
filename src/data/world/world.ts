/** @file The exact world: real texts P and generated texts Q over one grammar. */

import { createGrammar, type Grammar, type Lexicon } from "./grammar";
import { earth } from "./lexicon/earth";
import { genericWords, sentenceTemplates } from "./lexicon/generic";
import { immunity } from "./lexicon/immunity";
import { machines } from "./lexicon/machines";
import { sea } from "./lexicon/sea";
import { stars } from "./lexicon/stars";
import { generatedWorld, realWorld } from "./settings";
import { createDistribution, type WorldDistribution } from "./worldDistribution";
import type { WorldKnobs } from "./worldKnobs";

/** A grammar and two distributions over its texts. */
export interface World {
  grammar: Grammar;
  /** P: what a classifier will meet. */
  real: WorldDistribution;
  /** Q: what a language model writes. */
  generated: WorldDistribution;
}

/** Knobs that differ from `realWorld` and from `generatedWorld`. */
export interface WorldChanges {
  real?: Partial<WorldKnobs>;
  generated?: Partial<WorldKnobs>;
}

/** Eleven fields of science in four pairs and a triple, each with four subtopics. */
export const science: Lexicon = {
  groups: [sea, stars, immunity, earth, machines],
  generic: genericWords,
  templates: sentenceTemplates,
};

/** Makes the world, of short scientific abstracts if no lexicon is given. */
export function createWorld(changes: WorldChanges = {}, lexicon: Lexicon = science): World {
  const grammar = createGrammar(lexicon);
  return {
    grammar,
    real: createDistribution(grammar, { ...realWorld, ...changes.real }),
    generated: createDistribution(grammar, { ...generatedWorld, ...changes.generated }),
  };
}
