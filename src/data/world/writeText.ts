/** @file Writing texts: from class and subtopic to sentences. */
import type { Random } from "../../random/stream";
import { type Grammar, place } from "./grammar";
import { sentenceTypeNames, type WordSource, wordSources, zipf } from "./wordProbabilities";
import type { WorldKnobs } from "./worldKnobs";

/** Writes one text of a class and a subtopic. */
export type WriteText = (label: number, subtopic: number, random: Random) => string;

/** Makes the function that writes texts, in the distribution that `createScore` scores (without its ε). */
export function createWriter(grammar: Grammar, knobs: WorldKnobs): WriteText {
  const typeWeights = sentenceTypeNames.map((type) => knobs.sentenceTypes[type]);
  const templateWeights = zipf(grammar.templates.length, knobs.templateZipf);
  const counts = Object.keys(knobs.sentenceCounts).map(Number);
  const countWeights = counts.map((count) => knobs.sentenceCounts[count]);
  const sources = grammar.subtopics.map((names, label) => {
    return names.map((_, subtopic) => {
      return sentenceTypeNames.map((type) => wordSources(grammar, knobs, type, label, subtopic));
    });
  });
  return (label, subtopic, random) => {
    const count = counts[random.categorical(countWeights)];
    const templates = differentDraws(count, () => random.categorical(templateWeights));
    const sentences = templates.map((index) => {
      const { text, slots } = grammar.templates[index];
      const from = sources[label][subtopic][random.categorical(typeWeights)];
      return fillTemplate(
        text,
        differentDraws(slots, () => drawWord(from, random)).map((word) => grammar.words[word]),
      );
    });
    return sentences.join(" ");
  };
}

/** Independent draws, all anew until they are different: so that tuples of different draws keep their odds. */
function differentDraws(count: number, draw: () => number): number[] {
  for (;;) {
    const draws = Array.from({ length: count }, draw);
    if (new Set(draws).size === count) return draws;
  }
}

function drawWord(sources: readonly WordSource[], random: Random): number {
  const { words, probabilities } = sources[random.categorical(sources.map((source) => source.share))];
  return words[random.categorical(probabilities)];
}

function fillTemplate(template: string, words: readonly string[]): string {
  const text = template
    .split(place)
    .map((part, i) => (i === 0 ? part : words[i - 1] + part))
    .join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
