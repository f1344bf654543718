/** @file The exact world as the reproductions of all three papers have it. */
import type { WorldChanges } from "../../data/world/world";

/** Shorter texts than the world's own, so that a table takes a minute and no single text gives everything away. */
export const worldKnobs: WorldChanges = {
  real: { sentenceCounts: { 2: 1, 3: 1 } },
  generated: { sentenceCounts: { 2: 1, 3: 2 } },
};
