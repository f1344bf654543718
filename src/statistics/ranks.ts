/**
 * @file Ranks of numbers.
 */

/**
 * The place of each value in ascending order, from 1; equal values share the mean of their places.
 *
 * @returns 2.5, 1, 2.5 for 7, 3, 7
 */
export function ranks(values: ArrayLike<number>): number[] {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranked = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let place = start; place < end; place++) ranked[order[place]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranked;
}

/** How many values share each rank, in ascending order: 1, 2 for 7, 3, 7. */
export function tieSizes(values: ArrayLike<number>): number[] {
  const sizes = new Map<number, number>();
  for (const value of Float64Array.from(values).sort()) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}
