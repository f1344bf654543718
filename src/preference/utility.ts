/**
 * @file The utility of a text: what it says of itself and what the classifier says of it.
 */

/**
 * A mixture of the internal and the external reward.
 *
 *     r_util = λ r_int + (1 - λ) r_ext
 *
 * Source:  U-DPO paper, Eq. 4. λ is not stated there.
 * Differs: nothing.
 *
 * @param internal r_int, such as `demonstrationSimilarity`
 * @param external r_ext, the `margin`
 * @param lambda λ from 0 (the classifier alone) to 1 (the embedding alone)
 * @returns 0.7 for 0.9, 0.6 and λ = 1/3
 * @throws RangeError if a reward is not finite or lambda lies outside [0, 1]
 */
export function utility(internal: number, external: number, lambda: number): number {
  if (!Number.isFinite(internal) || !Number.isFinite(external)) {
    throw new RangeError(`utility: rewards are ${internal} and ${external}, expected finite numbers`);
  }
  if (!(lambda >= 0 && lambda <= 1)) {
    throw new RangeError(`utility: lambda is ${lambda}, expected a number from 0 to 1`);
  }
  return lambda * internal + (1 - lambda) * external;
}
