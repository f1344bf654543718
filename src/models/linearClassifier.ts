/**
 * @file A classifier small enough that every single step can be tried: softmax regression on the words of a text.
 */
import { wordsOf } from "../text/wordsOf";

/** A text as its words: numbers of words that occur and their values, of Euclidean length 1. */
export interface WordRow {
  words: Int32Array;
  values: Float64Array;
}

/** Weights by word and class: the weight of word w and class c stands at w * classes + c. */
export interface LinearClassifier {
  classes: number;
  weights: Float64Array;
}

/** Makes the function that turns texts into rows over the words of some texts; other words are passed over. */
export function wordReader(texts: readonly string[]): { size: number; read(text: string): WordRow } {
  const numbers = new Map<string, number>();
  for (const text of texts)
    for (const word of wordsOf(text)) numbers.set(word, numbers.get(word) ?? numbers.size);
  return {
    size: numbers.size,
    read(text) {
      const counts = new Map<number, number>();
      for (const word of wordsOf(text)) {
        const number = numbers.get(word);
        if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
      }
      const length = Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0)) || 1;
      return {
        words: Int32Array.from(counts.keys()),
        values: Float64Array.from(counts.values(), (count) => count / length),
      };
    },
  };
}

/** A classifier that knows nothing: all classes alike. */
export function emptyClassifier(size: number, classes: number): LinearClassifier {
  return { classes, weights: new Float64Array(size * classes) };
}

/** log p(class | text) of a row, in nats. */
export function logProbsOf({ classes, weights }: LinearClassifier, { words, values }: WordRow): Float64Array {
  const logits = new Float64Array(classes);
  for (let i = 0; i < words.length; i++) {
    const at = words[i] * classes;
    for (let c = 0; c < classes; c++) logits[c] += values[i] * weights[at + c];
  }
  return logSoftmax(logits);
}

/**
 * One step of gradient descent on the cross entropy of some rows.
 *
 *     θ ← θ - η ∇ [-(1 / N) Σ log p(y_i | x_i; θ)]
 *
 * Source:  Kuo et al. 2025, Eq. 1; for one row it is the f of Section 4.2.
 *
 * @param rate η, above 0
 * @returns a new classifier; the old one stays as it is
 */
export function descend(
  classifier: LinearClassifier,
  rows: readonly WordRow[],
  labels: readonly number[],
  rate: number,
): LinearClassifier {
  const { classes } = classifier;
  const moved = classifier.weights.slice();
  for (const [i, row] of rows.entries()) {
    const logProbs = logProbsOf(classifier, row);
    const size = rate / rows.length;
    for (let k = 0; k < row.words.length; k++) {
      const at = row.words[k] * classes;
      for (let c = 0; c < classes; c++) {
        const missing = (c === labels[i] ? 1 : 0) - Math.exp(logProbs[c]);
        moved[at + c] += size * row.values[k] * missing;
      }
    }
  }
  return { classes, weights: moved };
}

function logSoftmax(logits: Float64Array): Float64Array {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  const total = most + Math.log(sum);
  for (let c = 0; c < logits.length; c++) logits[c] -= total;
  return logits;
}
