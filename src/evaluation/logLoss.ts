/**
 * @file How surprised a classifier is by the truth.
 */
import { expectClasses, expectSameLength } from "./expectLabels";

/**
 * The mean of minus the log-probability of the true class, in nats: a proper score, lowest in expectation for
 * the true probabilities.
 *
 * Source: Good 1952, Section 8 (the logarithmic score).
 *
 * @param logProbs for each example, the log-probability of each class
 * @param actual the true classes, in the same order
 * @returns log of the number of classes for one that knows nothing; Infinity where a true class had probability 0
 * @throws RangeError if there is no example, the lengths differ, an index is not a class, or a log-probability
 *   is NaN or above 0
 */
export function logLoss(logProbs: ArrayLike<ArrayLike<number>>, actual: ArrayLike<number>): number {
  expectSameLength("logLoss", { logProbs, actual });
  expectClasses("logLoss", "actual", actual, logProbs[0].length);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const logProb = logProbs[i][actual[i]];
    // Single precision may leave a crumb above 0.
    if (!(logProb <= 1e-6)) {
      throw new RangeError(
        `logLoss: logProbs has ${logProb} at ${i}, ${actual[i]}, expected a log-probability`,
      );
    }
    sum -= logProb;
  }
  return sum / actual.length;
}
