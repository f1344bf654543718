/**
 * @file The door of what takes weights.
 */

/**
 * Refuses what is not a set of weights.
 *
 * @returns their sum and the largest of them
 * @throws RangeError if weights is empty, has a number below 0 or not finite, or sums to 0
 */
export function expectWeights(caller: string, weights: ArrayLike<number>): { sum: number; largest: number } {
  if (weights.length === 0) throw new RangeError(`${caller}: weights is empty, expected at least one`);
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity)) {
      throw new RangeError(`${caller}: weight ${i} is ${weights[i]}, expected a finite number from 0`);
    }
    sum += weights[i];
    largest = Math.max(largest, weights[i]);
  }
  if (!(sum > 0)) throw new RangeError(`${caller}: weights sum to 0, expected a positive sum`);
  return { sum, largest };
}
