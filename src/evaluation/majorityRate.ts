/**
 * @file How much a classifier leans on one class.
 */
import { expectClasses } from "./expectLabels";

/**
 * The share of the class that is predicted most often: 1 for a classifier that always says the same.
 *
 * @param predicted class indices from 0 to classes - 1, one per example
 * @param classes number of classes
 * @returns from 1 / classes to 1
 * @throws RangeError if there is no example, or an index is not a class
 */
export function majorityRate(predicted: ArrayLike<number>, classes: number): number {
  if (predicted.length === 0)
    throw new RangeError("majorityRate: predicted has 0 values, expected 1 or more");
  expectClasses("majorityRate", "predicted", predicted, classes);
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < predicted.length; i++) counts[predicted[i]]++;
  return Math.max(...counts) / predicted.length;
}
