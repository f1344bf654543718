/**
 * @file Whether a classifier that is 80 % sure is right 80 % of the time.
 */
import { expectSameLength } from "./expectLabels";

/** The examples whose confidence lies in one bin. */
export interface ReliabilityBin {
  /** The bin holds confidences above `from` up to `to`; the first one holds 0, too. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanConfidence: number;
  /** Share of the bin's examples that are right. */
  readonly accuracy: number;
}

/**
 * Examples grouped by how sure the classifier is, in bins of equal width: the points of a reliability diagram.
 *
 * Source: Guo et al. 2017, Section 2.
 *
 * @param confidence probability of the predicted class, one per example
 * @param correct whether the prediction is right, in the same order
 * @param bins number of bins between 0 and 1; 15 in the paper's experiments
 * @returns the bins that hold an example, from low to high
 * @throws RangeError if there is no example, the lengths differ, a confidence is not from 0 to 1, or bins is
 *   not a whole number above 0
 */
export function reliabilityBins(
  confidence: ArrayLike<number>,
  correct: ArrayLike<boolean>,
  bins = 15,
): ReliabilityBin[] {
  expectCalibrationArguments("reliabilityBins", confidence, correct, bins);
  const groups = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < confidence.length; i++) {
    const group = groups[Math.max(0, Math.ceil(Math.min(1, confidence[i]) * bins) - 1)];
    group.count++;
    group.confidence += confidence[i];
    if (correct[i]) group.right++;
  }
  return groups.flatMap(({ count, confidence: sum, right }, i) =>
    count === 0
      ? []
      : [{ from: i / bins, to: (i + 1) / bins, count, meanConfidence: sum / count, accuracy: right / count }],
  );
}

/**
 * How far confidence and accuracy lie apart, on average over the examples.
 *
 *     ECE = sum over bins of count / n * |accuracy - mean confidence|
 *
 * Source: Naeini et al. 2015; Guo et al. 2017, Eq. 3.
 *
 * @returns 0 for a perfectly calibrated classifier; 0.4 for one that is always sure and right 6 times of 10
 * @throws RangeError as `reliabilityBins`
 */
export function expectedCalibrationError(
  confidence: ArrayLike<number>,
  correct: ArrayLike<boolean>,
  bins = 15,
): number {
  expectCalibrationArguments("expectedCalibrationError", confidence, correct, bins);
  const gaps = reliabilityBins(confidence, correct, bins).map(
    ({ count, meanConfidence, accuracy }) => count * Math.abs(accuracy - meanConfidence),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / confidence.length;
}

function expectCalibrationArguments(
  where: string,
  confidence: ArrayLike<number>,
  correct: ArrayLike<boolean>,
  bins: number,
): void {
  expectSameLength(where, { confidence, correct });
  if (!Number.isSafeInteger(bins) || bins < 1) {
    throw new RangeError(`${where}: bins is ${bins}, expected a whole number above 0`);
  }
  for (let i = 0; i < confidence.length; i++) {
    // Single precision may leave a crumb above 1.
    if (!(confidence[i] >= 0 && confidence[i] <= 1.00001)) {
      throw new RangeError(`${where}: confidence has ${confidence[i]} at ${i}, expected a probability`);
    }
  }
}
