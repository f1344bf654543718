/** @file Worlds that differ: how hard their classes are to tell apart, and how a language model's reading is amiss. */
import { realWorld } from "../../data/world/settings";
import { createWorld, type World } from "../../data/world/world";
import type { SentenceTypes, WorldKnobs } from "../../data/world/worldKnobs";
import { type Random, stream } from "../../random/stream";
import { type ReadingKnobs, readingKnobs } from "./readingKnobs";
import { worldKnobs } from "./worldKnobs";

/**
 * A world by its number: 0 is the usual one, every other has knobs drawn around the usual ones.
 *
 * A knob is multiplied by e^u, u uniform within ±spread, all knobs apart; kinds of sentences are then made to sum to 1
 * again. Words stay where they are: shuffled among lists of equal law they would only have other names.
 *
 * Source:  ours.
 * @param number any whole number from 0
 * @throws RangeError if it is not
 */
export function drawnWorld(number: number): World {
  if (number === 0) return createWorld(worldKnobs);
  const real = drawnKnobs({ ...realWorld, ...worldKnobs.real }, knobsOf(number).child("real"));
  return createWorld({ real, generated: worldKnobs.generated });
}

/** What a language model of the world has read, drawn in the same way. */
export function drawnReading(number: number): ReadingKnobs {
  if (number === 0) return readingKnobs;
  return { ...readingKnobs, texts: drawnKnobs(readingKnobs.texts, knobsOf(number).child("reading")) };
}

const knobsOf = (number: number) => stream(number, "world/drawn");

/** How far knobs may be from the usual ones, as the largest exponent: .4 is from a third less to half more. */
const spreads = { labelNoise: 0.4, wordZipf: 0.4, templateZipf: 0.4, subtopics: 0.4, sentences: 0.4 };

function drawnKnobs(usual: WorldKnobs, random: Random): WorldKnobs {
  const factor = (name: keyof typeof spreads) =>
    Math.exp(spreads[name] * (2 * random.child(name).uniform() - 1));
  return {
    ...usual,
    labelNoise: usual.labelNoise * factor("labelNoise"),
    wordZipf: usual.wordZipf * factor("wordZipf"),
    templateZipf: usual.templateZipf * factor("templateZipf"),
    subtopicPrior: usual.subtopicPrior && powered(usual.subtopicPrior, factor("subtopics")),
    sentenceTypes: drawnSentences(usual.sentenceTypes, random.child("sentences")),
  };
}

function drawnSentences(usual: SentenceTypes, random: Random): SentenceTypes {
  const names = ["topic", "shared", "partner", "generic"] as const;
  const weights = names.map((name) => usual[name] * Math.exp(spreads.sentences * (2 * random.uniform() - 1)));
  const [topic, shared, partner, generic] = normalised(weights);
  return { topic, shared, partner, generic };
}

/** Shares to a power: above 1 the large ones become larger. */
function powered(shares: readonly number[], exponent: number): number[] {
  return normalised(shares.map((share) => share ** exponent));
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
