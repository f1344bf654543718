/** @file The place of the largest number. */

/** The first of them if several are largest: 1 for [2, 7, 7]; -1 for none. */
export function argMax(values: ArrayLike<number>): number {
  const all = Array.from(values);
  return all.indexOf(Math.max(...all));
}
