/**
 * @file Finds label errors by a classifier's confidence, so that texts can be dropped instead of weighed.
 */

/**
 * Which labels confident learning takes for errors.
 *
 *     t_j = mean of p(j | x) over the texts labelled j
 *     a text counts as the class of highest p(j | x) among those with p(j | x) ≥ t_j
 *
 * It is an error if it counts as another class than its label; a text that reaches no threshold is not.
 *
 * Source:  Northcutt et al. 2021, Eq. 1 and 2, and Section 3.2, Method 2.
 * Differs: nothing. The probabilities must come from a model that was not fitted on these texts; here from the
 *          quality checker, where the authors cross-validate.
 *
 * @param probabilities p(class | x) of each text
 * @param labels the texts' labels, by number
 * @returns whether each label is taken for an error
 * @throws RangeError if there is no text, the lengths differ, a label is no class, or a number is no probability
 */
export function labelErrors(
  probabilities: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
): boolean[] {
  expectPredictions(probabilities, labels);
  const thresholds = meanSelfConfidence(probabilities, labels);
  return probabilities.map((row, i) => {
    let best = -1;
    for (const [j, threshold] of thresholds.entries()) {
      if (row[j] >= threshold && (best < 0 || row[j] > row[best])) best = j;
    }
    return best >= 0 && best !== labels[i];
  });
}

/** t_j of each class; a class without texts is reached by none. */
function meanSelfConfidence(
  probabilities: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
): number[] {
  const classes = probabilities[0].length;
  const sums = new Array<number>(classes).fill(0);
  const counts = new Array<number>(classes).fill(0);
  for (const [i, row] of probabilities.entries()) {
    sums[labels[i]] += row[labels[i]];
    counts[labels[i]]++;
  }
  return sums.map((sum, j) => (counts[j] === 0 ? Infinity : sum / counts[j]));
}

function expectPredictions(probabilities: readonly ArrayLike<number>[], labels: ArrayLike<number>): void {
  if (probabilities.length === 0 || probabilities.length !== labels.length) {
    throw new RangeError(
      `labelErrors: probabilities and labels are of ${probabilities.length} and ${labels.length} texts, ` +
        "expected as many of each, at least 1",
    );
  }
  const classes = probabilities[0].length;
  for (const [i, row] of probabilities.entries()) {
    // Single precision may leave a crumb above 1.
    const good = Array.from(row).every((value) => value >= 0 && value <= 1.00001);
    if (row.length !== classes || !good) {
      throw new RangeError(`labelErrors: row ${i} is ${Array.from(row)}, expected ${classes} probabilities`);
    }
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes)) {
      throw new RangeError(
        `labelErrors: label ${i} is ${labels[i]}, expected a class from 0 to ${classes - 1}`,
      );
    }
  }
}
