/**
 * @file How often each class was taken for each other.
 */
import { expectClasses, expectSameLength } from "./expectLabels";

/**
 * Counts of examples by true and predicted class.
 *
 * @param predicted class indices from 0 to classes - 1, one per example
 * @param actual the true classes, in the same order
 * @param classes number of classes
 * @returns counts[actual][predicted]; the row sums are the true classes' sizes
 * @throws RangeError if there is no example, the lengths differ, or an index is not a class
 */
export function confusionCounts(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
): number[][] {
  expectSameLength("confusionCounts", { predicted, actual });
  expectClasses("confusionCounts", "predicted", predicted, classes);
  expectClasses("confusionCounts", "actual", actual, classes);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < actual.length; i++) counts[actual[i]][predicted[i]]++;
  return counts;
}
