/**
 * @file The weight that each text has in a method, read from the gradient of the method's loss.
 */
import { tf } from "../../engine/tensorflow";
import { gradientWeight } from "../../losses/gradientWeight";
import type { PerExampleLoss } from "../../losses/perExampleLoss";
import type { CheckerScores, Method } from "./methods";

/**
 * What the method's loss multiplies the gradient of cross entropy with, text by text.
 *
 * @param scores what the checkers say of the labels, as far as the method needs it
 * @param probabilities p(y | x; θ) of each text's label, between 0 and 1
 * @returns one number per text; P'/Q for IMP, P'/p for DIMP, 1 for cross entropy
 * @throws RangeError if a score is missing or a probability is not between 0 and 1
 */
export function methodWeights(
  method: Method,
  scores: CheckerScores,
  probabilities: readonly number[],
): number[] {
  const named = Object.entries(method.columns(scores));
  return tf.tidy(() => {
    const columns = Object.fromEntries(
      named.map(([name, values]) => [name, tf.tensor1d(Array.from(values))]),
    );
    const loss: PerExampleLoss = (logits, labels) => method.loss(logits, labels, columns);
    return gradientWeight(loss, probabilities);
  });
}
