/** @file A text classifier that takes milliseconds: softmax regression on the words of a text. */
import type { Example } from "../data/dataset";
import { emptyClassifier, logProbsOf, type WordRow, wordReader } from "../models/linearClassifier";
import type { Random } from "../random/stream";
import type { FitClassifier } from "./fitClassifier";

/** How it is fitted. */
export type WordClassifierSettings = {
  epochs: number;
  /** Of AdaGrad. */
  learningRate: number;
  /** Pulls all weights of a row towards 0, by this share of the gradient's rate. */
  decay: number;
};

/**
 * A way to fit softmax regression on words: one text a step, each weight at a rate of its own that falls as it is used.
 *
 *     g = (p(c | x) - [c = y]) x_w + δ θ_wc,   θ_wc ← θ_wc - η g / √(Σ g²)
 *
 * Source:  AdaGrad, Duchi et al. 2011, Section 1.2 with a diagonal matrix.
 * Differs: from the U-DPO paper, which fine-tunes SciBERT: in the exact world a class is a matter of words.
 *
 * @param labels in the order of the classes
 */
export function wordClassifier(labels: readonly string[], settings: WordClassifierSettings): FitClassifier {
  return async (examples, random) => {
    const reader = wordReader(examples.map(({ text }) => text));
    const rows = examples.map(({ text }) => reader.read(text));
    const classes = classNumbers(labels, examples);
    const classifier = emptyClassifier(reader.size, labels.length);
    descendAdaptively(classifier.weights, rows, classes, labels.length, settings, random);
    return {
      logProbs: async (texts) => texts.map((text) => logProbsOf(classifier, reader.read(text))),
      dispose: () => undefined,
    };
  };
}

function classNumbers(labels: readonly string[], examples: readonly Example[]): number[] {
  return examples.map(({ label }, at) => {
    const number = labels.indexOf(label);
    if (number >= 0) return number;
    throw new RangeError(`wordClassifier: label ${at} is ${label}, expected one of ${labels.join(", ")}`);
  });
}

function descendAdaptively(
  weights: Float64Array,
  rows: readonly WordRow[],
  labels: readonly number[],
  classes: number,
  { epochs, learningRate, decay }: WordClassifierSettings,
  random: Random,
): void {
  const squares = new Float64Array(weights.length).fill(1e-8);
  const order = rows.map((_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of random.shuffle(order)) {
      const { words, values } = rows[at];
      const surplus = logProbsOf({ classes, weights }, rows[at]).map(Math.exp);
      surplus[labels[at]] -= 1;
      for (let i = 0; i < words.length; i++) {
        for (let c = 0; c < classes; c++) {
          const place = words[i] * classes + c;
          const gradient = surplus[c] * values[i] + decay * weights[place];
          squares[place] += gradient * gradient;
          weights[place] -= (learningRate * gradient) / Math.sqrt(squares[place]);
        }
      }
    }
  }
}
