/**
 * @file How hard a loss pulls at a label, measured in the pull of cross entropy: Kuo et al. 2025, Section 2.2.
 */
import { tf } from "../engine/tensorflow";
import type { PerExampleLoss } from "./perExampleLoss";

/**
 * The number by which a loss multiplies the gradient of cross entropy, for labels of given probability.
 *
 *     w(p) = (∂L / ∂z_y) / (∂CE / ∂z_y)      with ∂CE / ∂z_y = -(1 - p)
 *
 * Every loss that sees the logits z only through p has the gradient w(p) ∂CE/∂z, in all of them: so each is a
 * weighted cross entropy (Eq. 2) as far as one step of training can tell, whatever its formula.
 *
 * Source:  Kuo et al. 2025, Section 2.2, after Eq. 2: a weight is influence on the adjustment of parameters.
 * Differs: the weight is read from the gradient, so that a loss whose factor has a gradient too can be compared.
 *
 * @param loss sees logits of two classes, the label first; its columns have one number per probability
 * @param probabilities of the labels, between 0 and 1
 * @returns one number per probability; all 1 for cross entropy, 1 - p for `focalDetached` and γ = 1
 * @throws RangeError if there is no probability, or one is not between 0 and 1
 */
export function gradientWeight(loss: PerExampleLoss, probabilities: ArrayLike<number>): number[] {
  expectProbabilities(probabilities);
  const slopes = tf.tidy(() => {
    const logits = tf.tensor2d(Array.from(probabilities, (p) => [Math.log(p) - Math.log1p(-p), 0]));
    const labels = tf.zeros([probabilities.length], "int32");
    const gradient = tf.grad((z: tf.Tensor) => tf.sum(loss(z, labels, {})));
    return gradient(logits).arraySync() as number[][];
  });
  return slopes.map(([slope], i) => -slope / (1 - probabilities[i]));
}

function expectProbabilities(probabilities: ArrayLike<number>): void {
  if (probabilities.length === 0) {
    throw new RangeError("gradientWeight: probabilities is empty, expected at least one");
  }
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i] > 0 && probabilities[i] < 1) continue;
    throw new RangeError(
      `gradientWeight: probability ${i} is ${probabilities[i]}, expected a number between 0 and 1`,
    );
  }
}
