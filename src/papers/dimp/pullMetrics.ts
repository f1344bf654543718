/**
 * @file Who pulls at the model: how a loss shares its gradient between texts with right and with wrong labels.
 */
import { mean } from "../../statistics/mean";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";

/**
 * Weights and pulls of the texts of a training set.
 *
 *     pull_i = w_i (1 - p_i)
 *
 * The pull is the length of the gradient in the logit of the label: a label that is believed pulls no more.
 *
 * @param weights what the loss multiplies the gradient of cross entropy with, one per text
 * @param probabilities p(y | x; θ) of each label
 * @param wrongLabel whether the text was written from another class; right and wrong ones are both needed
 * @returns mean weights by kind of label, the share of wrong labels in all pull, and the effective sample size
 * @throws RangeError if the lengths differ, or all labels are right, or all wrong
 */
export function pullMetrics(
  weights: readonly number[],
  probabilities: readonly number[],
  wrongLabel: readonly boolean[],
): Record<string, number> {
  if (weights.length !== wrongLabel.length || probabilities.length !== wrongLabel.length) {
    throw new RangeError(
      `pullMetrics: weights and probabilities have ${weights.length} and ${probabilities.length} numbers, ` +
        `expected ${wrongLabel.length} like wrongLabel`,
    );
  }
  const pulls = weights.map((weight, i) => weight * (1 - probabilities[i]));
  const ofWrong = (values: readonly number[]) => values.filter((_, i) => wrongLabel[i]);
  const ofRight = (values: readonly number[]) => values.filter((_, i) => !wrongLabel[i]);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    meanWeightOfRightLabels: mean(ofRight(weights)),
    meanWeightOfWrongLabels: mean(ofWrong(weights)),
    pullOfWrongLabels: sum(ofWrong(pulls)) / sum(pulls),
    effectiveSampleSize: effectiveSampleSize(weights),
  };
}
