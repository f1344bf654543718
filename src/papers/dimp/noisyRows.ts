/**
 * @file Real texts with noise: a third as they are, a third with another label, a third twice.
 */
import type { Random } from "../../random/stream";
import type { LabelledInputs } from "../../weighting/checker";
import { pickRows } from "./pickRows";

/** What was done to a text. */
export type NoisyPart = "original" | "swapped" | "duplicated";

/** The parts in the order of the figures. */
export const noisyParts: readonly NoisyPart[] = ["original", "swapped", "duplicated"];

/** A noisy set, and what was done to each of its texts. */
export interface NoisyRows {
  data: LabelledInputs;
  parts: NoisyPart[];
}

/**
 * The noisy set of a training set: four texts for three.
 *
 * Source:  Kuo et al. 2025, App. G.1.
 * Differs: a swapped label is always another one than it was; the paper says that labels are altered at random.
 *
 * @param classes how many there are, from 2
 * @throws RangeError if there are fewer than 3 texts, or fewer than 2 classes
 */
export function noisyRows(clean: LabelledInputs, classes: number, random: Random): NoisyRows {
  const count = clean.labels.length;
  if (count < 3) throw new RangeError(`noisyRows: clean has ${count} texts, expected at least 3`);
  if (!(classes >= 2)) throw new RangeError(`noisyRows: classes is ${classes}, expected at least 2`);
  const mixed = random.child("parts").shuffle(Array.from({ length: count }, (_, row) => row));
  const third = Math.floor(count / 3);
  const copied = mixed.slice(2 * third);
  const places = [...mixed, ...copied];
  const { inputs, labels } = pickRows(clean, places);
  const parts = places.map((_, i) => noisyParts[Math.min(2, Math.floor(i / third))]);
  const swaps = random.child("labels");
  const noisy = Array.from(labels, (label, i) =>
    parts[i] === "swapped" ? (label + 1 + swaps.integer(classes - 1)) % classes : label,
  );
  return { data: { inputs, labels: noisy }, parts };
}

/** The mean of each part's numbers, by the part's name. */
export function meanOfParts(
  values: ArrayLike<number>,
  parts: readonly NoisyPart[],
): Record<NoisyPart, number> {
  const sums = { original: 0, swapped: 0, duplicated: 0 };
  const counts = { original: 0, swapped: 0, duplicated: 0 };
  for (const [i, part] of parts.entries()) {
    sums[part] += values[i];
    counts[part] += 1;
  }
  const meanOf = (part: NoisyPart) => sums[part] / counts[part];
  return { original: meanOf("original"), swapped: meanOf("swapped"), duplicated: meanOf("duplicated") };
}
