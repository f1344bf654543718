/** @file A world so small that all of its texts can be listed, and lopsided: a pair and a triple, lists of unequal length. */
import { createGrammar, type Grammar, type Lexicon } from "../../../src/data/world/grammar";
import type { WorldKnobs } from "../../../src/data/world/worldKnobs";

export const smallLexicon: Lexicon = {
  groups: [
    {
      shared: "water",
      classes: [
        { label: "lakes", words: "carp, pike", subtopics: { ice: "frost", mud: "silt, reeds" } },
        { label: "seas", words: "tuna", subtopics: { tides: "surf", depths: "krill" } },
      ],
    },
    {
      shared: "sand, dry air",
      classes: [
        { label: "dunes", words: "lizards", subtopics: { wind: "gusts", heat: "dry grass" } },
        { label: "steppes", words: "horses", subtopics: { herds: "yaks", tents: "felt, ropes" } },
        { label: "hills", words: "sheep", subtopics: { rain: "ferns", walls: "stones" } },
      ],
    },
  ],
  generic: "maps, notes, old maps",
  templates: ["{} grew.", "We saw {} and {}."],
};

export const smallGrammar: Grammar = createGrammar(smallLexicon);

/** Every knob away from its neutral value, except those of noise. */
export const smallKnobs: WorldKnobs = {
  classPrior: [0.4, 0.3, 0.15, 0.1, 0.05],
  labelNoise: 0,
  noiseToPartner: 0,
  wordZipf: 0.8,
  subtopicPrior: [0.7, 0.3],
  droppedWords: 0,
  sentenceTypes: { topic: 0.5, shared: 0.2, partner: 0.1, generic: 0.2 },
  templateZipf: 0.5,
  sentenceCounts: { 1: 3, 2: 1 },
};

export const noisyKnobs: WorldKnobs = { ...smallKnobs, labelNoise: 0.3, noiseToPartner: 0.6 };

/** Every text of one or two sentences that the grammar can write. */
export function smallTexts(): string[] {
  const capital = (text: string) => text[0].toUpperCase() + text.slice(1);
  const { words } = smallGrammar;
  const one = words.map((word) => `${capital(word)} grew.`);
  const two = words.flatMap((a) => words.filter((b) => b !== a).map((b) => `We saw ${a} and ${b}.`));
  return [...one, ...two, ...one.flatMap((a) => two.flatMap((b) => [`${a} ${b}`, `${b} ${a}`]))];
}
