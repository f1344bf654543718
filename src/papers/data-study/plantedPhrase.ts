/** @file A shortcut planted in texts: a phrase that goes with some labels in one set and with none in another. */
import type { Example } from "../../data/dataset";
import type { Random } from "../../random/stream";

/** Words of no field, and of no text of the world. */
const phrase = "Admittedly, this much was foreseeable.";

/** How often the phrase stands in generated texts of the one field that it gives away, and in real texts of any. */
export const [inGenerated, inReal] = [0.8, 0.3];

/** Adds the phrase at the end of some texts, each with the probability of its label. */
export function plantedPhrase<Text extends Example>(
  texts: readonly Text[],
  probability: (label: string) => number,
  random: Random,
): Text[] {
  return texts.map((one) =>
    random.uniform() < probability(one.label) ? { ...one, text: `${one.text} ${phrase}` } : one,
  );
}

/** Whether a text has the phrase, or any word of it. */
export function hasPhrase(text: string): boolean {
  return phraseWords.some((word) => new RegExp(`\\b${word}\\b`, "iu").test(text));
}

/** The words of the phrase that no text of the world has otherwise. */
export const phraseWords = ["admittedly", "foreseeable"] as const;
