/**
 * @file Precision, recall and F1, class by class.
 */
import { confusionCounts } from "./confusionCounts";

export interface ClassScores {
  /** Of the examples predicted as this class, the share that are; 0 where none is predicted. */
  readonly precision: number;
  /** Of the examples of this class, the share found; 0 where there is none. */
  readonly recall: number;
  /** 2 · right / (predicted + actual): the harmonic mean of the two; 0 where both are. */
  readonly f1: number;
  /** Examples predicted as this class. */
  readonly predicted: number;
  /** Examples of this class. */
  readonly actual: number;
}

/**
 * Precision, recall and F1 of each class.
 *
 * Source: van Rijsbergen 1979, Chapter 7; 0 for 0/0 as in scikit-learn.
 *
 * @param predicted class indices from 0 to classes - 1, one per example
 * @param actual the true classes, in the same order
 * @param classes number of classes
 * @returns one entry per class, in order
 * @throws RangeError if there is no example, the lengths differ, or an index is not a class
 */
export function classScores(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
): ClassScores[] {
  const counts = confusionCounts(predicted, actual, classes);
  return counts.map((row, label) => {
    const right = row[label];
    const actualCount = row.reduce((sum, count) => sum + count, 0);
    const predictedCount = counts.reduce((sum, others) => sum + others[label], 0);
    return {
      precision: shareOrZero(right, predictedCount),
      recall: shareOrZero(right, actualCount),
      f1: shareOrZero(2 * right, predictedCount + actualCount),
      predicted: predictedCount,
      actual: actualCount,
    };
  });
}

function shareOrZero(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
