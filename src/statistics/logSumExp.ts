/**
 * @file Sums of numbers that are given by their logarithms.
 */

/**
 * The logarithm of a sum of exponentials, without overflow: the largest is taken out first.
 *
 *     log sum exp(x) = m + log sum exp(x - m), m = max x
 *
 * @param values logarithms; -Infinity, the logarithm of 0, is allowed
 * @returns log 2 for 0, 0; -Infinity where all are
 * @throws RangeError if there is no value, or one is NaN or Infinity
 */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] < Infinity)) {
      throw new RangeError(`logSumExp: values has ${values[i]} at ${i}, expected numbers below Infinity`);
    }
    largest = Math.max(largest, values[i]);
  }
  if (values.length === 0) throw new RangeError("logSumExp: values has 0 values, expected 1 or more");
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - largest);
  return largest + Math.log(sum);
}
