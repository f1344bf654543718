/** @file The prompts of Section 4.1: two random texts of a class as demonstrations. */
import type { Example } from "../../data/dataset";
import type { Random } from "../../random/stream";
import { paperGeneration } from "./generationSettings";

/** What is asked for: a class, and texts of it. */
export interface TwoShot {
  label: string;
  demonstrations: string[];
}

/**
 * Two different texts for each label, drawn at random.
 *
 * Source:  U-DPO, Section 4.1.
 * Differs: nothing.
 *
 * @throws RangeError if a label has fewer than two different texts
 */
export function twoShotPrompts(
  examples: readonly Example[],
  labels: readonly string[],
  random: Random,
): TwoShot[] {
  return labels.map((label) => {
    const texts = [...new Set(examples.filter((one) => one.label === label).map(({ text }) => text))];
    if (texts.length < paperGeneration.demonstrations) {
      throw new RangeError(
        `twoShotPrompts: ${label} has ${texts.length} different texts, expected at least ${paperGeneration.demonstrations}`,
      );
    }
    // A stream for each label, so that one label more leaves the others' demonstrations as they are.
    const chosen = random.child(label).shuffle(texts).slice(0, paperGeneration.demonstrations);
    return { label, demonstrations: chosen };
  });
}
