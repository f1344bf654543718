/**
 * @file What `dimp/beyond-the-paper` measures of predictions and of weights.
 */

import { accuracy } from "../../evaluation/accuracy";
import { expectedCalibrationError, reliabilityBins } from "../../evaluation/expectedCalibrationError";
import { macroF1 } from "../../evaluation/macroF1";
import { rocArea } from "../../evaluation/rocArea";
import { argMax } from "../../statistics/argMax";
import { mean } from "../../statistics/mean";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";

/** Bins of the reliability diagram. */
export const bins = 10;

/** The metrics of a bin, counted from 0: how many texts, how many right, the sum of their confidences. */
export const binNames = (bin: number) => ({
  count: `count of bin ${bin}`,
  right: `right of bin ${bin}`,
  confidence: `confidence of bin ${bin}`,
});

/**
 * How good and how sure a classifier is.
 *
 * @param logProbs of the classes, for each text
 * @returns accuracy, macroF1, calibrationError, meanConfidence, and the bins of a reliability diagram
 */
export function confidenceMetrics(
  logProbs: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  classes: number,
): Record<string, number> {
  const predicted = logProbs.map(argMax);
  const confidence = logProbs.map((row) => Math.exp(Math.max(...Array.from(row))));
  const correct = predicted.map((label, i) => label === labels[i]);
  const filled = reliabilityBins(confidence, correct, bins);
  const byBin = Array.from({ length: bins }, (_, bin) => {
    const names = binNames(bin);
    const found = filled.find(({ from }) => Math.round(from * bins) === bin);
    return [
      [names.count, found?.count ?? 0],
      [names.right, found ? found.count * found.accuracy : 0],
      [names.confidence, found ? found.count * found.meanConfidence : 0],
    ];
  });
  return {
    accuracy: accuracy(predicted, labels),
    macroF1: macroF1(predicted, labels, classes),
    calibrationError: expectedCalibrationError(confidence, correct, bins),
    meanConfidence: mean(confidence),
    ...Object.fromEntries(byBin.flat()),
  };
}

/**
 * How well low weights find wrong labels, and how many texts the weights are worth.
 *
 * @param wrongLabel right and wrong ones are both needed
 * @returns the area under the curve of finding wrong labels by low weight, the share of all weight that wrong
 *   labels have, and the effective sample size
 */
export function weightFacts(
  weights: readonly number[],
  wrongLabel: readonly boolean[],
): Record<string, number> {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    wrongLabelArea: rocArea(
      weights.map((weight) => -weight),
      wrongLabel,
    ),
    wrongLabelShare: sum(weights.filter((_, i) => wrongLabel[i])) / sum(weights),
    effectiveSampleSize: effectiveSampleSize(weights),
  };
}
