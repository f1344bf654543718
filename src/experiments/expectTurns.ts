/** @file Seeds that have several worlds in turn, without a gap that would shift them. */

/**
 * Refuses seeds of which the i-th is not in world i modulo the number of worlds.
 *
 * @param worlds undefined where every seed counts for itself
 * @throws RangeError if a seed is missing among them
 */
export function expectTurns(seeds: readonly number[], worlds: number | undefined): void {
  if (worlds === undefined) return;
  const sorted = [...new Set(seeds)].sort((one, other) => one - other);
  const shifted = sorted.find((seed, at) => seed % worlds !== at % worlds);
  if (shifted === undefined) return;
  throw new RangeError(
    `expectTurns: seeds are ${sorted.join(", ")}, expected ${worlds} worlds in turn without a gap before ${shifted}`,
  );
}
