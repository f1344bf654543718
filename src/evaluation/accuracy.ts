/**
 * @file The share of examples that are classified right.
 */
import { expectSameLength } from "./expectLabels";

/**
 * The share of examples whose predicted class is the true one.
 *
 * @param predicted one class per example
 * @param actual the true classes, in the same order
 * @returns from 0 to 1
 * @throws RangeError if there is no example, or the lengths differ
 */
export function accuracy(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  expectSameLength("accuracy", { predicted, actual });
  let right = 0;
  for (let i = 0; i < actual.length; i++) if (predicted[i] === actual[i]) right++;
  return right / actual.length;
}
