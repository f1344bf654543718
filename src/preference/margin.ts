/**
 * @file How clearly a classifier sees the intended class in a text.
 */

/**
 * The probability of the intended class less that of the strongest other class.
 *
 *     m(x) = f(x)_y - max_{j ≠ y} f(x)_j
 *
 * Source:  U-DPO paper, Eq. 2, and Eq. 3, where it is called r_ext.
 * Differs: nothing.
 *
 * @param probabilities of all classes, from 0 to 1, at least two
 * @param label the number of the intended class
 * @returns from -1 (surely another class) to 1; 0.5 for [0.7, 0.2, 0.1] and class 0
 * @throws RangeError if there are fewer than two classes, label is none of them, or a number is no probability
 */
export function margin(probabilities: ArrayLike<number>, label: number): number {
  if (probabilities.length < 2) {
    throw new RangeError(`margin: probabilities has ${probabilities.length} classes, expected at least 2`);
  }
  if (!Number.isInteger(label) || label < 0 || label >= probabilities.length) {
    throw new RangeError(`margin: label is ${label}, expected a class from 0 to ${probabilities.length - 1}`);
  }
  let strongestOther = 0;
  for (let j = 0; j < probabilities.length; j++) {
    // A crumb above 1 is rounding in a softmax of float32.
    if (!(probabilities[j] >= 0 && probabilities[j] <= 1 + 1e-5)) {
      throw new RangeError(`margin: probability ${j} is ${probabilities[j]}, expected a number from 0 to 1`);
    }
    if (j !== label) strongestOther = Math.max(strongestOther, probabilities[j]);
  }
  return probabilities[label] - strongestOther;
}
