/**
 * @file The best of a few runs, when there are more runs than that.
 */

/**
 * The mean, over all sets of so many of the values, of the highest in the set.
 *
 *     Σ_i C(i - 1, k - 1) / C(n, k) v_(i)      with v_(1) ≤ ... ≤ v_(n)
 *
 * The highest of all n values grows with n; this does not, and so can stand beside a reported best of k.
 *
 * Source:  ours; the unbiased estimate of the expected maximum of k draws.
 *
 * @param count k, from 1
 * @returns 2.75 for [0, 1, 2, 3] and k = 3; the mean for k = 1; the highest value where there are k or fewer
 * @throws RangeError if there is no value, or count is not a whole number from 1
 */
export function expectedHighest(values: readonly number[], count: number): number {
  if (values.length === 0) throw new RangeError("expectedHighest: values is empty, expected at least one");
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`expectedHighest: count is ${count}, expected a whole number from 1`);
  }
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length <= count) return sorted[sorted.length - 1];
  // How many of the sets have the value at i as their highest: from the top, each time fewer.
  let share = count / sorted.length;
  let sum = 0;
  for (let i = sorted.length - 1; i >= count - 1; i--) {
    sum += share * sorted[i];
    share *= (i - count + 1) / i;
  }
  return sum;
}
