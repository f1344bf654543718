/**
 * @file Which single point would help most if it were trained on: Kuo et al. 2025, Eq. 7, by trying every one.
 */

import { type LinearClassifier, logProbsOf, type WordRow } from "../../models/linearClassifier";
import { mean } from "../../statistics/mean";

/** Texts and what their labels should be. */
export interface Target {
  rows: readonly WordRow[];
  /** The probability that each class should have, per text: one-hot labels, or the exact P(y | x). */
  wanted: readonly ArrayLike<number>[];
}

/**
 * How much the cross entropy on a target falls when the classifier takes one step on one point, for each point.
 *
 *     gain_i = L(θ) - L(θ - η ∇[-log p(y_i | x_i; θ)])      with L = -(1 / M) Σ_j Σ_y wanted_j(y) log p(y | x_j)
 *
 * A step on point i moves the logits of text j by s d with s = η (x_i · x_j) and d = onehot(y_i) - p_i, so nobody has
 * to take it to know where it leads: text j gains s (wanted_j · d) - log Σ_c p_j(c) exp(s d(c)).
 *
 * Source:  Kuo et al. 2025, Eq. 7: the point with the largest gain is (x*, y*), for one step of SGD as f.
 * Differs: nothing.
 *
 * @param rate η, above 0
 * @returns one number per point, in nats; negative for a point that does harm
 * @throws RangeError if the target has no text
 */
export function oneStepGains(
  classifier: LinearClassifier,
  points: { rows: readonly WordRow[]; labels: readonly number[] },
  { rows, wanted }: Target,
  rate: number,
): number[] {
  if (rows.length === 0) throw new RangeError("oneStepGains: target has 0 rows, expected some");
  const now = rows.map((row) => logProbsOf(classifier, row).map(Math.exp));
  const words = new Float64Array(classifier.weights.length / classifier.classes);
  return points.rows.map((row, i) => {
    const move = logProbsOf(classifier, row).map(
      (log, c) => (c === points.labels[i] ? 1 : 0) - Math.exp(log),
    );
    row.words.forEach((word, k) => {
      words[word] = rate * row.values[k];
    });
    const gains = rows.map((other, j) => gainOf(innerProduct(other, words), move, now[j], wanted[j]));
    for (const word of row.words) words[word] = 0;
    return mean(gains);
  });
}

function gainOf(size: number, move: Float64Array, now: Float64Array, wanted: ArrayLike<number>): number {
  let towards = 0;
  let total = 0;
  for (let c = 0; c < move.length; c++) {
    towards += wanted[c] * move[c];
    total += now[c] * Math.exp(size * move[c]);
  }
  return size * towards - Math.log(total);
}

function innerProduct({ words, values }: WordRow, dense: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum += values[i] * dense[words[i]];
  return sum;
}

/** The cross entropy of a classifier on a target, in nats. */
export function crossEntropyOn(classifier: LinearClassifier, { rows, wanted }: Target): number {
  return mean(
    rows.map((row, j) => logProbsOf(classifier, row).reduce((sum, log, c) => sum - wanted[j][c] * log, 0)),
  );
}
