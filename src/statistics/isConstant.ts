/**
 * @file Whether values vary, or only their last digits do.
 */

/**
 * Whether all values are the same up to rounding: 0.9 - 0.8 and 0.8 - 0.7 are, though their last digits differ.
 * A test that took such crumbs for variation would find anything significant.
 *
 * @param scale size of the numbers that the values were computed from; the values' own, unless given
 */
export function isConstant(values: ArrayLike<number>, scale = largest(values)): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  // Some thousand times the share by which one operation rounds.
  return high - low <= 1e-12 * scale;
}

/** The size of the value that is farthest from 0. */
export function largest(...lists: ArrayLike<number>[]): number {
  let size = 0;
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]));
  }
  return size;
}
