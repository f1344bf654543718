/** @file A text classifier that takes milliseconds: softmax regression on the words of a text. */
import type { Example } from "../data/dataset";
import {
  emptyClassifier,
  type LinearClassifier,
  logProbsOf,
  type WordRow,
  wordReader,
} from "../models/linearClassifier";
import type { Random } from "../random/stream";
import type { FitClassifier, FittedClassifier } from "./fitClassifier";

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
  const fit = weightedWordClassifier(labels, settings);
  return (examples, random) => fit(examples, () => 1, random);
}

/**
 * How much a text counts in a step.
 *
 * @param at its place among the texts
 * @param logProb log p(y | x) of its label by the classifier as it is before the step, in nats
 */
export type TextWeight = (at: number, logProb: number) => number;

/**
 * The same with a weight for each text, which may follow the classifier: g is multiplied by it, the decay is not.
 *
 * Source:  Kuo et al. 2025, Eq. 6 and 9: no gradient flows through a weight.
 * Differs: one text a step.
 *
 * @returns a function of the texts, their weights and the stream that decides their order
 */
export function weightedWordClassifier(labels: readonly string[], settings: WordClassifierSettings) {
  return async (
    examples: readonly Example[],
    weight: TextWeight,
    random: Random,
  ): Promise<FittedClassifier> => {
    const reader = wordReader(examples.map(({ text }) => text));
    const rows = examples.map(({ text }) => reader.read(text));
    const classes = classNumbers(labels, examples);
    const classifier = emptyClassifier(reader.size, labels.length);
    descendAdaptively(classifier, { rows, classes, weight }, settings, random);
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

/** Texts as rows, with the number of each one's class. */
interface WeightedRows {
  rows: readonly WordRow[];
  classes: readonly number[];
  weight: TextWeight;
}

function descendAdaptively(
  classifier: LinearClassifier,
  { rows, classes: labels, weight }: WeightedRows,
  { epochs, learningRate, decay }: WordClassifierSettings,
  random: Random,
): void {
  const { weights, classes } = classifier;
  const squares = new Float64Array(weights.length).fill(1e-8);
  const order = rows.map((_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of random.shuffle(order)) {
      const { words, values } = rows[at];
      const logProbs = logProbsOf(classifier, rows[at]);
      const size = weight(at, logProbs[labels[at]]);
      const surplus = logProbs.map(Math.exp);
      surplus[labels[at]] -= 1;
      for (let i = 0; i < words.length; i++) {
        for (let c = 0; c < classes; c++) {
          const place = words[i] * classes + c;
          const gradient = size * surplus[c] * values[i] + decay * weights[place];
          squares[place] += gradient * gradient;
          weights[place] -= (learningRate * gradient) / Math.sqrt(squares[place]);
        }
      }
    }
  }
}
