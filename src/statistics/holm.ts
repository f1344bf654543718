/**
 * @file Correction for asking many questions of the same runs: Holm 1979.
 */

/**
 * P values corrected so that, over all of them together, the chance of one false alarm stays at the level.
 *
 *     p'_(i) = max over j <= i of min(1, (m - j + 1) p_(j)), for p_(1) <= ... <= p_(m)
 *
 * Source: Holm 1979, Section 3, in the form of adjusted p values.
 *
 * @returns in the order given; 0.03, 0.06, 0.06 for 0.01, 0.04, 0.03; nothing for nothing
 * @throws RangeError if a p value is not from 0 to 1
 */
export function holm(pValues: readonly number[]): number[] {
  pValues.forEach((p, i) => {
    if (!(p >= 0 && p <= 1))
      throw new RangeError(`holm: p value ${i} is ${p}, expected a number from 0 to 1`);
  });
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const corrected = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[i]));
    corrected[i] = largest;
  });
  return corrected;
}
