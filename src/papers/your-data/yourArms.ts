/** @file What is compared on one's own data: which texts teach, and how the generated ones are weighed. */
import type { TestScores } from "../../evaluation/testScores";
import { testScores } from "../../evaluation/testScores";
import { mean } from "../../statistics/mean";
import type { FittedClassifier } from "../../training/fitClassifier";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { readyLesson, taughtByReal } from "../together/lesson";
import { togetherClassifier } from "../together/settings";
import { dimp, imp, unweighted, type Weighting } from "../together/weightings";
import type { TestPart } from "./testParts";

/** Softmax regression on words, as it was set for the exact world: nothing is tuned on one's own texts. */
export const yourClassifier = togetherClassifier;

/**
 * The factor of focal loss as a weight: (1 - p)^γ with γ = 1 and no gradient.
 *
 * Source:  Kuo et al. 2025, Section 2.2, and their source code.
 */
export const focal: Weighting = {
  name: "Focal",
  needs: [],
  weightOf: () => (_, logProb) => 1 - Math.exp(logProb),
};

/** The ways to weigh, cross entropy first. */
export const yourWeightings: readonly Weighting[] = [unweighted, focal, imp, dimp];

/** Which texts teach. */
export type Teachers = "real" | "generated" | "both";

/** One way to come by a classifier. */
export interface YourArm {
  source: Teachers;
  weighting: Weighting;
}

/** All of them: real texts alone, then generated ones alone and both together with each weighting. */
export const yourArms: readonly YourArm[] = [
  { source: "real", weighting: unweighted },
  ...(["generated", "both"] as const).flatMap((source) =>
    yourWeightings.map((weighting) => ({ source, weighting })),
  ),
];

/**
 * Trains on a part's texts and asks its test texts. Real texts have the weight 1.
 *
 * @returns accuracy and macroF1; where generated texts are weighted also their mean weight and effective size, by the
 *   classifier as it is in the end
 */
export async function runArm(
  { source, weighting }: YourArm,
  part: TestPart,
  labels: readonly string[],
  seed: number,
): Promise<Record<string, number>> {
  const { real, generated } = part;
  const common = { seed, labels, classifier: yourClassifier, real };
  if (source === "real") return scoresOf(await taughtByReal(common), part, labels);
  const lesson = await readyLesson({ ...common, generated, weighting });
  const classifier = source === "generated" ? await lesson.alone() : (await lesson.beside()).value;
  const scores = await scoresOf(classifier, part, labels);
  if (weighting === unweighted) return scores;
  const weights = await lesson.weightsBy(classifier);
  return { ...scores, meanWeight: mean(weights), effectiveSampleSize: effectiveSampleSize(weights) };
}

async function scoresOf(
  classifier: FittedClassifier,
  { test }: TestPart,
  labels: readonly string[],
): Promise<TestScores> {
  return testScores(await classifier.logProbs(test.map(({ text }) => text)), test, labels);
}
