/**
 * @file How much a preference pair counts.
 */

/**
 * The weight of a pair, from the gap between the utilities of its texts.
 *
 *     w = tanh |r_util(x+) - r_util(x-)|
 *
 * Source:  U-DPO paper, Eq. 5.
 * Differs: nothing. Like the equation it does not ask which text is the better one.
 *
 * @returns from 0, for texts equally good, to below 1; 0.7616 for a gap of 1
 * @throws RangeError if a utility is not finite
 */
export function preferenceWeight(chosenUtility: number, rejectedUtility: number): number {
  const gap = Math.abs(chosenUtility - rejectedUtility);
  if (!Number.isFinite(gap)) {
    throw new RangeError(
      `preferenceWeight: utilities are ${chosenUtility} and ${rejectedUtility}, expected finite numbers`,
    );
  }
  return Math.tanh(gap);
}
