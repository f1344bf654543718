/** @file What both checkers say of each generated text, and how far the quality checker can be believed. */
import type { Example } from "../../data/dataset";
import { expectedCalibrationError, reliabilityBins } from "../../evaluation/expectedCalibrationError";
import { stream } from "../../random/stream";
import { argMax } from "../../statistics/argMax";
import { wilsonInterval } from "../../statistics/wilsonInterval";
import { wordClassifier } from "../../training/wordClassifier";
import { impWeights } from "../../weighting/impWeights";
import { beliefs, taughtByReal } from "../together/lesson";
import type { YourData } from "./readYourData";
import { testParts } from "./testParts";
import { yourClassifier } from "./yourArms";

/** A generated text, and what is thought of its label. */
export interface DoubtedText {
  text: string;
  label: string;
  /** The label that the quality checker finds likeliest. */
  believed: string;
  /** P'(y | x) of the quality checker, and Q(y | x) of the diversity checker. */
  quality: number;
  diversity: number;
  /** P'/Q, the text's weight in IMP-Loss. */
  weight: number;
}

/**
 * All generated texts, the most doubted first.
 *
 * Source:  Kuo et al. 2025, Eq. 6 and Algorithm 1.
 * Differs: the checkers are softmax regressions on words.
 */
export async function doubtedTexts(data: YourData, seed: number): Promise<DoubtedText[]> {
  const { labels, real, generated } = data;
  const quality = await taughtByReal({ seed, labels, classifier: yourClassifier, real });
  const fit = wordClassifier(labels, yourClassifier);
  const diversity = await fit(generated, stream(seed, "together/diversity checker"));
  const logQuality = await beliefs(quality, labels, generated);
  const logDiversity = await beliefs(diversity, labels, generated);
  const weights = impWeights(logQuality, logDiversity);
  const believed = (await quality.logProbs(textsOf(generated))).map(argMax);
  return generated
    .map(({ text, label }, at) => ({
      text,
      label,
      believed: labels[believed[at]],
      quality: Math.exp(logQuality[at]),
      diversity: Math.exp(logDiversity[at]),
      weight: weights[at],
    }))
    .sort((one, other) => one.weight - other.weight);
}

/** How often the quality checker is right where it is so sure. */
export interface CheckerBin {
  confidence: number;
  accuracy: number;
  /** Ends of Wilson's 95 % interval. */
  low: number;
  high: number;
  count: number;
}

/**
 * The reliability of the quality checker on real texts that it was not fitted on: each fifth of the real training texts
 * is judged by a checker of the others. The test texts are not touched.
 *
 * @returns bins of confidence, a fifth wide, and the expected calibration error
 * @throws RangeError if there are fewer than 10 real texts
 */
export async function checkerReliability(
  { labels, real }: YourData,
  seed: number,
): Promise<{ bins: CheckerBin[]; error: number }> {
  const confidence: number[] = [];
  const correct: boolean[] = [];
  for (const part of testParts({ labels, real, generated: [], test: [] }, folds)) {
    const checker = await taughtByReal({ seed, labels, classifier: yourClassifier, real: part.real });
    for (const [at, row] of (await checker.logProbs(textsOf(part.test))).entries()) {
      const best = argMax(row);
      confidence.push(Math.exp(row[best]));
      correct.push(labels[best] === part.test[at].label);
    }
  }
  const bins = reliabilityBins(confidence, correct, folds).map(({ count, meanConfidence, accuracy }) => ({
    confidence: meanConfidence,
    accuracy,
    ...wilsonInterval(Math.round(accuracy * count), count),
    count,
  }));
  return { bins, error: expectedCalibrationError(confidence, correct, folds) };
}

const folds = 5;

function textsOf(examples: readonly Example[]): string[] {
  return examples.map(({ text }) => text);
}
