/** @file Prompts that name one field and show texts of another: which of the two does a language model follow? */
import type { Example } from "../../data/dataset";
import type { Random } from "../../random/stream";
import type { WorldPrompt } from "../world/worldPrompt";

/** A prompt whose demonstrations are all of a field that it does not name. */
export interface ConflictingPrompt extends WorldPrompt {
  shownField: string;
}

/**
 * `count` prompts that name the labels in turn and show texts of the label `apart` places further on.
 *
 * @param shown texts that may be shown
 * @throws RangeError if a label has fewer texts than are to be shown, or `apart` leads back to the label itself
 */
export function conflictingPrompts(
  count: number,
  demonstrations: number,
  { labels, shown, apart }: { labels: readonly string[]; shown: readonly Example[]; apart: number },
  random: Random,
): ConflictingPrompt[] {
  if (apart % labels.length === 0) {
    throw new RangeError(`conflictingPrompts: apart is ${apart}, expected no multiple of ${labels.length}`);
  }
  return Array.from({ length: count }, (_, at) => {
    const shownField = labels[(at + apart) % labels.length];
    const texts = shown.filter(({ label }) => label === shownField).map(({ text }) => text);
    if (texts.length < demonstrations) {
      throw new RangeError(
        `conflictingPrompts: ${shownField} has ${texts.length} texts to show, expected at least ${demonstrations}`,
      );
    }
    return {
      label: labels[at % labels.length],
      shownField,
      demonstrations: random.shuffle(texts).slice(0, demonstrations),
    };
  });
}
